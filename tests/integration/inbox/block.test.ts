import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, expect, it } from "vitest";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let contactId: string;
let conversationId: string;
const visitor = `visitor:${uuidv7()}`;
beforeEach(async () => {
  inbox = await makeInbox();
  conversationId = (await inbox.says("Buy now", visitor)).conversationId;
  contactId = (await inbox.conversation(conversationId)).contactId;
});
afterAll(closeDatabase);

const post = (path: string, body?: object, key = inbox.key) =>
  call(key, `/contacts/${contactId}/${path}`, { method: "POST", body });
const promised = () =>
  transact(inbox.system, (tx) => tx.outboxEntry.count({ where: { topic: "message.received" } }));

it("what a blocked contact writes is kept as spam and given to nobody, until they are taken back", async () => {
  const answer = await post("block", { reason: "Advertising" });
  expect(answer.body).toMatchObject({ blockedAt: expect.any(String), blockedReason: "Advertising" });
  expect(await inbox.conversation(conversationId)).toMatchObject({ status: "spam", waitingSince: null });
  const before = await promised();
  const again = await inbox.says("Buy more", visitor);
  expect(await promised()).toBe(before);
  expect(await inbox.conversation(again.conversationId)).toMatchObject({
    status: "spam",
    waitingSince: null,
    lastMessagePreview: "Buy more",
  });
  const list = await call(inbox.key, "/conversations?status=new,in_progress");
  expect(list.body.data).toEqual([]);

  expect((await post("unblock")).body).toMatchObject({ blockedAt: null, blockedReason: null });
  expect((await inbox.conversation(conversationId)).status).toBe("in_progress");
  await inbox.says("Sorry", visitor);
  expect(await promised()).toBe(before + 1);
  expect((await inbox.conversation(conversationId)).waitingSince).not.toBeNull();
});

it("a first message of somebody who is blocked opens a conversation that is spam from the start", async () => {
  await transact(inbox.system, (tx) =>
    tx.conversation.update({
      where: { id: conversationId },
      data: { status: "resolved", resolvedAt: new Date(0) },
    }),
  );
  await post("block");
  const { conversationId: opened } = await inbox.says("Again", visitor);
  expect((await inbox.conversation(opened)).status).toBe("spam");
});

it("blocking twice at once is one decision, and is refused to readers and to others", async () => {
  const answers = await Promise.all([post("block"), post("block")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const lines = await transact(inbox.system, (tx) =>
    tx.auditEntry.count({ where: { action: "contact.blocked" } }),
  );
  expect(lines).toBe(1);
  const foreign = await makeInbox();
  expect((await post("block", {}, foreign.key)).status).toBe(404);
  const reader = await createKey(inbox.workspaceId, "agent", ["contacts.view"]);
  expect((await post("unblock", {}, reader)).status).toBe(403);
  expect((await post("block", { why: 1 })).status).toBe(400);
});
