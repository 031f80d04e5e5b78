import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { addNote } from "#server/conversations/add-note.ts";
import { listMessages } from "#server/conversations/list-messages.ts";
import { mergeConversation } from "#server/conversations/merge-conversations.ts";
import { splitConversation } from "#server/conversations/split-conversation.ts";
import { unmergeConversation } from "#server/conversations/unmerge-conversation.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let visitor: string;
let first: string;
let second: string;
let firstMessage: string;
beforeEach(async () => {
  inbox = await makeInbox();
  visitor = `visitor:${uuidv7()}`;
  const one = await inbox.says("one", visitor);
  first = one.conversationId;
  firstMessage = one.messageId;
  await inbox.says("two", visitor);
  second = await beside("three");
});
afterAll(closeDatabase);

/** A second conversation of the same contact, as after the reopen window. */
async function beside(text: string): Promise<string> {
  const resolved = { status: "resolved", resolvedAt: new Date(0) } as const;
  await transact(inbox.system, (tx) => tx.conversation.update({ where: { id: first }, data: resolved }));
  const { conversationId } = await inbox.says(text, visitor);
  const open = { status: "in_progress", resolvedAt: null } as const;
  await transact(inbox.system, (tx) => tx.conversation.update({ where: { id: first }, data: open }));
  return conversationId;
}

const thread = async (id: string) => {
  const query = { limit: 50, order: "asc", include: ["notes"] } as const;
  const { data } = await listMessages(inbox.supervisor, id, { ...query, include: ["notes"] });
  return data.map(({ text }) => text);
};

describe("merging", () => {
  it("brings all that was said together by time, and what is written next comes to the survivor", async () => {
    expect(second).not.toBe(first);
    await addNote(inbox.agent, { conversationId: first, text: "note" });
    await mergeConversation(inbox.agent, second, first);
    expect(await thread(first)).toEqual(["one", "two", "three", "note"]);
    expect(await inbox.conversation(second)).toMatchObject({ mergedIntoId: first, waitingSince: null });
    expect((await inbox.says("four", visitor)).conversationId).toBe(first);
    expect(await thread(first)).toEqual(["one", "two", "three", "note", "four"]);
    const list = await call(inbox.key, "/conversations");
    expect(list.body.data.map(({ id }: { id: string }) => id)).toEqual([first]);
    for (const id of [first, second]) expect(await inbox.events(id)).toContain("conversation.merged");
  });

  it("is taken apart again with exactly what came, and what was said since stays", async () => {
    const task = { title: "Call", conversationId: second };
    const { body } = await call(inbox.key, "/tasks", { method: "POST", body: task });
    const before = await inbox.conversation(second);
    await mergeConversation(inbox.agent, second, first);
    const moved = await transact(inbox.system, (tx) => tx.task.findUniqueOrThrow({ where: { id: body.id } }));
    expect(moved.conversationId).toBe(first);
    await inbox.says("since", visitor);
    await unmergeConversation(inbox.agent, second);
    expect([await thread(first), await thread(second)]).toEqual([["one", "two", "since"], ["three"]]);
    const { status, waitingSince, mergedIntoId } = await inbox.conversation(second);
    expect([status, waitingSince, mergedIntoId]).toEqual([before.status, before.waitingSince, null]);
    const back = await transact(inbox.system, (tx) => tx.task.findUniqueOrThrow({ where: { id: body.id } }));
    expect(back.conversationId).toBe(second);
    await expect(unmergeConversation(inbox.agent, second)).rejects.toMatchObject({ code: "conflict" });
  });

  it("at the same moment in both directions merges once", async () => {
    const results = await Promise.allSettled([
      mergeConversation(inbox.agent, first, second),
      mergeConversation(inbox.supervisor, second, first),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is refused for two contacts, itself, a reader and another workspace", async () => {
    const stranger = (await inbox.says("stranger")).conversationId;
    await expect(mergeConversation(inbox.agent, stranger, first)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Merge the contacts first"),
    });
    await expect(mergeConversation(inbox.agent, first, first)).rejects.toMatchObject({
      code: "invalid_input",
    });
    const post = (body: object, key = inbox.key) =>
      call(key, `/conversations/${second}/merge`, { method: "POST", body });
    expect((await post({ into: first }, await createKey(inbox.workspaceId, "marketer"))).status).toBe(403);
    expect((await post({ into: first }, (await makeInbox()).key)).status).toBe(404);
    expect((await post({ into: "x" })).body.problems[0].path).toBe("into");
  });
});

describe("splitting", () => {
  it("makes a conversation of its own from a message on", async () => {
    const { messageId } = await inbox.says("four", visitor);
    await mergeConversation(inbox.agent, second, first);
    const target = await call(inbox.key, `/conversations/${first}/split`, {
      method: "POST",
      body: { fromMessageId: messageId, subject: "Refund" },
    });
    expect(target.body.conversation).toMatchObject({ subject: "Refund", lastMessagePreview: "four" });
    expect(await thread(target.body.conversation.id)).toEqual(["four"]);
    expect(await thread(first)).toEqual(["one", "two", "three"]);
    const made = await inbox.conversation(target.body.conversation.id);
    expect(made).toMatchObject({ splitFromId: first, lastPosition: 1 });
    expect(made.waitingSince).not.toBeNull();
    // Nobody has it: it is promised a place, as any that is let go of.
    const promised = { topic: "conversation.unheld", orderingKey: made.id };
    expect(await transact(inbox.system, (tx) => tx.outboxEntry.count({ where: promised }))).toBe(1);
  });

  it("takes some messages, never all, and none that are not there", async () => {
    const split = await splitConversation(inbox.agent, first, { messageIds: [firstMessage] });
    expect([await thread(split.intoId), await thread(first)]).toEqual([["one"], ["two"]]);
    await expect(
      splitConversation(inbox.agent, split.intoId, { fromMessageId: firstMessage }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(
      splitConversation(inbox.agent, second, { messageIds: [firstMessage] }),
    ).rejects.toMatchObject({
      code: "invalid_input",
    });
    const none = await call(inbox.key, `/conversations/${first}/split`, { method: "POST", body: {} });
    expect([none.status, none.body.problems[0].path]).toEqual([400, "fromMessageId"]);
  });
});
