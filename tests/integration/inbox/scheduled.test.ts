import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { addNote } from "#server/conversations/add-note.ts";
import {
  cancelScheduled,
  listScheduled,
  patchScheduled,
  scheduleReply,
} from "#server/conversations/scheduled-messages.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { sendScheduled } from "#server/conversations/send-scheduled.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let conversationId: string;
let visitor: string;
let deadlines: RunningQueue | undefined;
beforeEach(async () => {
  inbox = await makeInbox();
  visitor = `visitor:${uuidv7()}`;
  conversationId = (await inbox.says("Hello", visitor)).conversationId;
});
afterEach(async () => {
  await deadlines?.stop();
  deadlines = undefined;
});
afterAll(closeDatabase);

const schedule = (milliseconds: number, more: object = {}) =>
  scheduleReply(inbox.agent, {
    conversationId,
    text: "Later",
    sendAt: new Date(Date.now() + milliseconds),
    isHeld: false,
    ...more,
  });
const message = (id: string) => transact(inbox.system, (tx) => tx.message.findUnique({ where: { id } }));
const row = (id: string) =>
  transact(inbox.system, (tx) => tx.scheduledMessage.findUniqueOrThrow({ where: { id } }));
/** Its time has come. */
const due = (id: string) =>
  transact(inbox.system, (tx) =>
    tx.scheduledMessage.update({ where: { id }, data: { sendAt: new Date(Date.now() - 1) } }),
  ).then(() => sendScheduled(inbox.workspaceId, id));

describe("a scheduled reply", () => {
  it("goes out within two seconds of its time, with the id it had, as its author's", async () => {
    deadlines = startDeadlines(deadlineHandlers);
    const { id, scheduled } = await schedule(300);
    const sent = await eventually(async () => {
      const found = await message(id);
      if (!found) throw new Error("It is not sent yet");
      return found;
    });
    expect(sent).toMatchObject({
      text: "Later",
      authorId: inbox.agent.userId,
      authorKind: "agent",
      direction: "out",
    });
    const late = sent.at.getTime() - Date.parse(scheduled?.sendAt ?? "");
    expect(late).toBeGreaterThanOrEqual(0);
    expect((await listScheduled(inbox.agent, conversationId)).data).toEqual([]);
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(inbox.agent.userId);
  });

  it("sent twice at once is one message", async () => {
    const { id } = await schedule(60_000);
    await transact(inbox.system, (tx) =>
      tx.scheduledMessage.update({ where: { id }, data: { sendAt: new Date(Date.now() - 1) } }),
    );
    await Promise.all([sendScheduled(inbox.workspaceId, id), sendScheduled(inbox.workspaceId, id)]);
    const count = await transact(inbox.system, (tx) =>
      tx.message.count({ where: { conversationId, direction: "out" } }),
    );
    expect(count).toBe(1);
  });

  it("is seen, changed and taken back until then, by its author and by who manages", async () => {
    const { id } = await schedule(60_000);
    expect((await listScheduled(inbox.supervisor, conversationId)).data).toMatchObject([
      { id, text: "Later", status: "queued", scheduled: { kind: "scheduled", onCustomerReply: "cancel" } },
    ]);
    await patchScheduled(inbox.agent, id, { text: "Better", onCustomerReply: "keep" });
    const colleague = await makeUser(inbox.workspaceId);
    await expect(cancelScheduled(colleague, id)).rejects.toMatchObject({ code: "forbidden" });
    await cancelScheduled(inbox.supervisor, id);
    await expect(cancelScheduled(inbox.agent, id)).rejects.toMatchObject({ code: "conflict" });
    await due(id);
    expect(await message(id)).toBeNull();
    expect(await inbox.events(conversationId)).toEqual(
      expect.arrayContaining(["message.scheduled", "message.unscheduled"]),
    );
  });

  it("is cancelled when the customer has written, unless it is kept", async () => {
    const [dropped, kept] = [await schedule(60_000), await schedule(60_000, { onCustomerReply: "keep" })];
    await inbox.says("Never mind", visitor);
    await due(dropped.id);
    await due(kept.id);
    expect(await row(dropped.id)).toMatchObject({
      status: "cancelled",
      reason: "The customer has written since.",
    });
    expect(await message(kept.id)).not.toBeNull();
  });

  it("is cancelled when a colleague has answered, but not by a note", async () => {
    const first = await schedule(60_000);
    await addNote(inbox.supervisor, { conversationId, text: "ok" });
    await due(first.id);
    expect(await message(first.id)).not.toBeNull();
    const second = await schedule(60_000);
    await sendMessage(inbox.supervisor, { conversationId, text: "Done" });
    await due(second.id);
    expect(await row(second.id)).toMatchObject({
      status: "cancelled",
      reason: "Somebody else has answered since.",
    });
  });

  it("of somebody who works here no more is not sent", async () => {
    const { id } = await schedule(60_000);
    await transact(inbox.system, (tx) =>
      tx.user.update({ where: { id: inbox.agent.userId }, data: { deactivatedAt: new Date() } }),
    );
    await due(id);
    expect(await row(id)).toMatchObject({ status: "cancelled" });
    expect(await message(id)).toBeNull();
  });

  it("asks again what it may, and says why it could not go out", async () => {
    const { id } = await schedule(60_000, { text: "x".repeat(20_000), channel: "sms" });
    await due(id);
    expect((await listScheduled(inbox.agent, conversationId, true)).data).toMatchObject([
      { id, scheduled: { status: "failed", reason: expect.any(String) } },
    ]);
  });
});

describe("over the API", () => {
  const post = (body: object, key = inbox.key) =>
    call(key, `/conversations/${conversationId}/messages`, { method: "POST", body });

  it("a reply can be held and taken back, and a sent one cannot", async () => {
    const held = await post({ text: "Oops", undoSeconds: 30 });
    expect([held.status, held.body.scheduled]).toMatchObject([201, { kind: "held", status: "pending" }]);
    const taken = await call(inbox.key, `/messages/${held.body.id}`, { method: "DELETE" });
    expect(taken.status).toBe(204);
    const sent = await post({ text: "Now", undoSeconds: 0 });
    expect(sent.body.scheduled).toBeUndefined();
    const late = await call(inbox.key, `/messages/${sent.body.id}`, { method: "DELETE" });
    expect([late.status, late.body.code]).toEqual([409, "conflict"]);
  });

  it("refuses a time that is past, another workspace, and an answer over a newer one", async () => {
    const past = await post({ text: "x", sendAt: "2020-01-01T00:00:00Z" });
    expect([past.status, past.body.detail]).toEqual([422, expect.stringContaining("sendAt")]);
    const foreign = await makeInbox();
    expect((await post({ text: "x", undoSeconds: 5 }, foreign.key)).status).toBe(404);
    const { body } = await post({ text: "Held", undoSeconds: 30 });
    expect((await call(foreign.key, `/messages/${body.id}`, { method: "DELETE" })).status).toBe(404);
    const { messageId } = await inbox.says("again", visitor);
    await post({ text: "Answer" });
    const conflict = await post({ text: "Late", undoSeconds: 5, lastSeenMessageId: messageId });
    expect([conflict.status, conflict.body.newerMessage.text]).toEqual([409, "Answer"]);
  });
});
