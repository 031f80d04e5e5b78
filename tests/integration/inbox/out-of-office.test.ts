import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createLeave, deleteLeave } from "#server/access/leave.ts";
import { setPresence } from "#server/access/set-presence.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { takeMessage } from "#server/relay/take-message.ts";
import { putRoutingSettings } from "#server/routing/routing-settings.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const HOUR = 3_600_000;
const AWAY = "I am back on Monday. A colleague answers you.";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let visitor: string;
let conversationId: string;

beforeEach(async () => {
  inbox = await makeInbox();
  visitor = `visitor:${uuidv7()}`;
  conversationId = (await inbox.says("Hello", visitor)).conversationId;
  await assignConversation(inbox.supervisor, { conversationId, assignee: inbox.agent.userId });
  await sendMessage(inbox.agent, { conversationId, text: "Hello, I am Ana" });
});
afterAll(closeDatabase);

/** What the relay does with a message once it is stored. */
async function writes(text: string): Promise<void> {
  const message = await inbox.says(text, visitor);
  await takeMessage(inbox.workspaceId, message, async () => {});
}

const leave = (terms: { autoReply?: string; substitute?: string } = {}, from = -HOUR) =>
  createLeave(inbox.agent, inbox.agent.userId, {
    from: new Date(Date.now() + from).toISOString(),
    to: new Date(Date.now() + HOUR).toISOString(),
    ...terms,
  });

const autoReplies = () =>
  transact(inbox.system, (tx) => tx.message.findMany({ where: { conversationId, text: AWAY } }));

const isQueued = async () => {
  const where = { conversationId, leftAt: null };
  return (await transact(inbox.system, (tx) => tx.queueEntry.count({ where }))) === 1;
};

describe("who is out of office", () => {
  it("has the customer told once, and a colleague take over what they answer", async () => {
    const { userId } = await makeUser(inbox.workspaceId, { presence: "online", name: "Bo" });
    await makeUser(inbox.workspaceId, { presence: "online", name: "Cleo" });
    await leave({ autoReply: AWAY, substitute: userId });
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(inbox.agent.userId);
    await writes("And another thing");
    const taken = await inbox.conversation(conversationId);
    expect(taken).toMatchObject({ assigneeId: userId, handler: "human" });
    expect(taken.waitingSince).not.toBeNull();
    expect(await autoReplies()).toMatchObject([{ authorKind: "system", answers: false }]);
    const hands = await transact(inbox.system, (tx) =>
      tx.assignment.findMany({ where: { conversationId }, orderBy: { at: "asc" } }),
    );
    expect(hands.map(({ reason }) => reason)).toEqual(["manual", "leave", "rule"]);
    expect(hands.at(-1)?.note).toBe("Stands in for Ana, who is out of office");
    await assignConversation(inbox.supervisor, { conversationId, assignee: inbox.agent.userId });
    await writes("Are you there?");
    expect(await autoReplies()).toHaveLength(1);
  });

  it("has a second absence told anew", async () => {
    const first = await leave({ autoReply: AWAY });
    await writes("One");
    await deleteLeave(inbox.agent, inbox.agent.userId, first.id);
    await assignConversation(inbox.supervisor, { conversationId, assignee: inbox.agent.userId });
    await writes("Two");
    expect(await autoReplies()).toHaveLength(1);
    await leave({ autoReply: AWAY });
    await assignConversation(inbox.supervisor, { conversationId, assignee: inbox.agent.userId });
    await writes("Three");
    expect(await autoReplies()).toHaveLength(2);
  });

  it("without a colleague has it wait for whoever comes, whatever the policy for who is offline", async () => {
    await putRoutingSettings(inbox.supervisor, {
      whenOffline: { policy: "keep", which: "unanswered" },
      tiers: [],
    });
    await leave({ autoReply: AWAY });
    await writes("And another thing");
    expect((await inbox.conversation(conversationId)).assigneeId).toBeNull();
    expect(await isQueued()).toBe(true);
    const colleague = await makeUser(inbox.workspaceId);
    await setPresence(colleague, colleague.userId, { status: "online" });
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(colleague.userId);
  });

  it.each([
    ["offline", { presence: "offline" }],
    ["full", { presence: "online", capacity: { default: 0 } }],
  ] as const)("is stood in for by somebody else where their substitute is %s", async (_, options) => {
    const { userId: substitute } = await makeUser(inbox.workspaceId, options);
    const other = await makeUser(inbox.workspaceId, { presence: "online" });
    await leave({ substitute });
    await writes("And another thing");
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(other.userId);
    expect(await autoReplies()).toEqual([]);
  });

  it("hands over what a customer waits for when it begins, and what was resolved once the customer is back", async () => {
    const { userId: substitute } = await makeUser(inbox.workspaceId, { presence: "online" });
    await writes("I am waiting");
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(inbox.agent.userId);
    const begun = await leave({ substitute });
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(substitute);
    await deleteLeave(inbox.agent, inbox.agent.userId, begun.id);
    await assignConversation(inbox.supervisor, { conversationId, assignee: inbox.agent.userId });
    await resolveConversation(inbox.agent, { conversationId, reason: "resolved" });
    await leave({ substitute, autoReply: AWAY });
    await writes("It is back");
    expect(await inbox.conversation(conversationId)).toMatchObject({
      assigneeId: substitute,
      handler: "human",
    });
    expect(await autoReplies()).toHaveLength(1);
  });

  it("is looked at again when it begins, and has what they keep until then", async () => {
    const { id } = await leave({ autoReply: AWAY }, HOUR / 2);
    await writes("Still there?");
    expect((await inbox.conversation(conversationId)).assigneeId).toBe(inbox.agent.userId);
    expect(await autoReplies()).toEqual([]);
    const deadline = () =>
      transact(inbox.system, (tx) => tx.deadline.findFirst({ where: { key: `leave:${id}` } }));
    expect(await deadline()).toMatchObject({ kind: "offlineWork", status: "pending" });
    await deleteLeave(inbox.agent, inbox.agent.userId, id);
    expect(await deadline()).toMatchObject({ status: "cancelled" });
  });
});

describe("the API of it", () => {
  const times = { from: new Date(Date.now() - HOUR).toISOString(), to: "2099-01-01T00:00:00.000Z" };
  const post = (body: object, key = inbox.key) =>
    call(key, `/users/${inbox.agent.userId}/leave`, { method: "POST", body });

  it("says who stands in, what customers are told, and on the person until when", async () => {
    const given = { ...times, autoReply: AWAY, substitute: inbox.supervisor.userId };
    const made = await post(given);
    expect(made.status).toBe(201);
    const substitute = { id: inbox.supervisor.userId, name: "Priya" };
    expect(made.body).toMatchObject({ ...times, autoReply: AWAY, substitute });
    const person = await call(inbox.key, `/users/${inbox.agent.userId}`);
    expect(person.body.awayUntil).toBe(times.to);
    await call(inbox.key, `/users/${inbox.agent.userId}/leave/${made.body.id}`, { method: "DELETE" });
    expect((await call(inbox.key, `/users/${inbox.agent.userId}`)).body.awayUntil).toBeNull();
  });

  it("names what is wrong, and is for oneself and who may manage", async () => {
    const stranger = await makeInbox();
    const marketer = await makeUser(inbox.workspaceId, { role: "marketer" });
    for (const substitute of [
      inbox.agent.userId,
      stranger.agent.userId,
      marketer.userId,
      "nobody@example.com",
    ]) {
      const answer = await post({ ...times, substitute });
      expect([substitute, answer.status]).toEqual([substitute, 422]);
    }
    expect((await post({ ...times, substitute: inbox.agent.userId })).body.detail).toContain("substitute");
    const long = await post({ ...times, autoReply: "x".repeat(1001) });
    expect([long.status, long.body.problems[0].path]).toEqual([400, "autoReply"]);
    expect((await post(times, await createKey(inbox.workspaceId, "agent"))).status).toBe(403);
    expect((await post(times, stranger.key)).status).toBe(404);
  });
});
