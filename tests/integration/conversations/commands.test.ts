import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { reopenConversation, resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { makeTeam, makeUser, makeWebchatAccount, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let agent: UserActor;
let accountId: string;
let visitor: string;
let conversationId: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  agent = await makeUser(workspace.id, { presence: "online" });
  accountId = (await makeWebchatAccount(workspace.id)).id;
  visitor = `visitor:${uuidv7()}`;
  conversationId = (await says("Hello")).conversationId;
});

afterAll(closeDatabase);

function says(text: string) {
  return receiveMessage({
    workspaceId: workspace.id,
    channel: "webchat",
    channelAccountId: accountId,
    externalId: uuidv7(),
    from: { kind: "scoped", address: visitor },
    text,
    attachments: [],
    receivedAt: new Date(),
  });
}

const read = () =>
  transact(workspace.actor, (tx) => tx.conversation.findUniqueOrThrow({ where: { id: conversationId } }));

const events = async () => {
  const rows = await transact(workspace.actor, (tx) =>
    tx.event.findMany({ where: { conversationId }, orderBy: { position: "asc" } }),
  );
  return rows.map((row) => row.type);
};

describe("claiming and giving away", () => {
  it("makes a conversation one's own, once, and a colleague's is refused", async () => {
    await claimConversation(agent, conversationId);
    await claimConversation(agent, conversationId);
    expect(await read()).toMatchObject({ assigneeId: agent.userId, handler: "human", status: "in_progress" });
    const colleague = await makeUser(workspace.id);
    await expect(claimConversation(colleague, conversationId)).rejects.toMatchObject({ code: "conflict" });
    const rows = await transact(workspace.actor, (tx) =>
      tx.assignment.findMany({ where: { conversationId } }),
    );
    expect(rows).toMatchObject([{ toUserId: agent.userId, reason: "claim", byId: agent.userId }]);
  });

  it("claimed by two at the same moment goes to one of them", async () => {
    const colleague = await makeUser(workspace.id);
    const results = await Promise.allSettled([
      claimConversation(agent, conversationId),
      claimConversation(colleague, conversationId),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("by name or key, with its history; and released it is nobody's", async () => {
    const team = await makeTeam(workspace.id, "billing");
    const colleague = await makeUser(workspace.id);
    const email = `${colleague.userId}@example.com`;
    await assignConversation(agent, { conversationId, assignee: email, team: "billing", note: "Yours" });
    expect(await read()).toMatchObject({ assigneeId: colleague.userId, teamId: team, handler: "human" });
    await releaseConversation(colleague, conversationId);
    expect(await read()).toMatchObject({ assigneeId: null, teamId: team, handler: "none" });
    expect(await events()).toEqual(
      expect.arrayContaining([
        "conversation.assigned",
        "conversation.released",
        "conversation.handler_changed",
      ]),
    );
  });

  it("to somebody who is not there is refused by field", async () => {
    await expect(
      assignConversation(agent, { conversationId, assignee: "nobody@example.com" }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("assignee"),
    });
  });
});

describe("the way to done and back", () => {
  it("resolves, ends its sessions, and is opened again by hand", async () => {
    await resolveConversation(agent, { conversationId, reason: "answered" });
    expect(await read()).toMatchObject({
      status: "resolved",
      resolvedReason: "answered",
      waitingSince: null,
    });
    const sessions = await transact(workspace.actor, (tx) =>
      tx.session.findMany({ where: { conversationId } }),
    );
    expect(sessions.every(({ endedAt }) => endedAt !== null)).toBe(true);
    await reopenConversation(agent, conversationId);
    expect(await read()).toMatchObject({ status: "in_progress", resolvedAt: null, reopenedCount: 1 });
  });

  it("a journey leaves alone what a person has", async () => {
    await claimConversation(agent, conversationId);
    const left = await resolveConversation(workspace.actor, {
      conversationId,
      reason: "done",
      unlessAssigned: true,
    });
    expect(left).toEqual({ resolved: false });
    expect((await read()).status).toBe("in_progress");
  });

  it("snoozes until a time, and wakes by it or by the customer", async () => {
    const until = new Date(Date.now() + 60_000);
    await snoozeConversation(agent, { conversationId, until });
    expect(await read()).toMatchObject({ status: "snoozed", snoozedUntil: until });
    const deadline = () =>
      transact(workspace.actor, (tx) =>
        tx.deadline.findFirstOrThrow({ where: { conversationId, kind: "snooze" } }),
      );
    expect(await deadline()).toMatchObject({ dueAt: until, status: "pending" });
    await wakeConversation(workspace.actor, { conversationId, by: "time" });
    expect((await read()).status).toBe("snoozed");
    await says("Are you there?");
    expect(await read()).toMatchObject({ status: "in_progress", snoozedUntil: null });
    await expect(snoozeConversation(agent, { conversationId, until: new Date(0) })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("notes and what is known", () => {
  it("keeps a note in the thread's order, names colleagues, and writes a journey's once", async () => {
    const colleague = await makeUser(workspace.id);
    const mentions = [`${colleague.userId}@example.com`, "nobody@example.com"];
    const note = await addNote(agent, { conversationId, text: "Knows us from 2019", mentions });
    expect(note).toMatchObject({ position: 2, mentions: [colleague.userId] });
    const run = { runId: uuidv7(), effectKey: `${uuidv7()}:1` };
    const first = await addNote(workspace.actor, { conversationId, text: "By a journey", run });
    const again = await addNote(workspace.actor, { conversationId, text: "By a journey", run });
    expect(again.id).toBe(first.id);
  });

  it("merges attributes, removes what is null, and names what changed", async () => {
    await updateConversation(agent, conversationId, {
      attributes: { order: 1, gift: true },
      tags: ["vip", "vip"],
    });
    await updateConversation(agent, conversationId, { attributes: { gift: null }, priority: "high" });
    expect(await read()).toMatchObject({ attributes: { order: 1 }, tags: ["vip"], priority: "high" });
  });

  it("hides a conversation from who may not see it, and refuses who may not reply", async () => {
    await transact(workspace.actor, (tx) =>
      tx.conversation.update({ where: { id: conversationId }, data: { visibility: "assigned" } }),
    );
    await expect(addNote(agent, { conversationId, text: "x" })).rejects.toMatchObject({ code: "not_found" });
    const marketer = await makeUser(workspace.id, { role: "marketer" });
    await expect(claimConversation(marketer, conversationId)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a conversation's sentiment", () => {
  it("is read of each inbound message once, rolled up, and its turn is logged", async () => {
    const good = await says("Thank you, that was wonderful!");
    const bad = await says("Now it is terrible and I am very angry");
    const worse = await says("Awful, horrible, the worst service");
    for (const { messageId } of [good, bad, worse, worse]) await analyseMessage(workspace.actor, messageId);
    const conversation = await read();
    expect(conversation.sentimentStart).toBeGreaterThan(0.25);
    expect(conversation.sentimentNow).toBeLessThan(0);
    expect(conversation.sentimentTrend).toBeLessThan(0);
    expect(conversation.language).toBe("en");
    const types = await events();
    expect(types.filter((type) => type === "message.analysed")).toHaveLength(3);
    expect(types).toContain("conversation.sentiment_turned");
  });
});
