import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { setPresence } from "#server/access/set-presence.ts";
import { createTeam } from "#server/access/teams.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { declineOffer } from "#server/routing/refuse-offer.ts";
import { routeConversation, routeUnlessHeld } from "#server/routing/route-conversation.ts";
import { makeSmsAccount, makeTeam, makeUser, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let accountId: string;
let number = 1000;

beforeEach(async () => {
  workspace = await makeWorkspace();
  const twilio = { accountSid: `AC${"0".repeat(32)}`, authToken: "token" };
  accountId = (await makeSmsAccount(workspace.id, twilio)).id;
});

afterAll(closeDatabase);

async function conversation(): Promise<string> {
  number += 1;
  const { conversationId } = await receiveMessage({
    workspaceId: workspace.id,
    channel: "sms",
    channelAccountId: accountId,
    externalId: uuidv7(),
    from: { kind: "phone", address: `+1415555${number}` },
    text: "Hello",
    attachments: [],
    receivedAt: new Date(),
  });
  return conversationId;
}

const read = (id: string) =>
  transact(workspace.actor, (tx) => tx.conversation.findUniqueOrThrow({ where: { id } }));

/** As the relay does once somebody has room again, which it is promised. */
async function relayDrains(): Promise<void> {
  const where = { topic: "queue.drain", status: "pending" } as const;
  expect(await transact(workspace.actor, (tx) => tx.outboxEntry.count({ where }))).toBeGreaterThan(0);
  await drainQueues(workspace.id);
}

describe("routing a conversation", () => {
  it("leaves it with whoever took it while its message was on its way", async () => {
    const offline = await makeUser(workspace.id, { presence: "offline" });
    const conversationId = await conversation();
    await assignConversation(workspace.actor, { conversationId, assignee: offline.userId });
    await routeUnlessHeld(workspace.actor, { conversationId, request: {} });
    expect(await read(conversationId)).toMatchObject({ assigneeId: offline.userId, handler: "human" });
    await releaseConversation(workspace.actor, conversationId);
    await routeUnlessHeld(workspace.actor, { conversationId, request: {} });
    expect(await transact(workspace.actor, (tx) => tx.queueEntry.count({ where: { conversationId } }))).toBe(
      1,
    );
  });

  it("stores the decision with everybody who was looked at, and gives it to the one who is free", async () => {
    const teamId = await makeTeam(workspace.id, "care");
    const free = await makeUser(workspace.id, { presence: "online", teamIds: [teamId] });
    const away = await makeUser(workspace.id, { presence: "away", teamIds: [teamId] });
    const conversationId = await conversation();
    const routed = await routeConversation(workspace.actor, { conversationId, request: { team: "care" } });
    expect(routed).toMatchObject({ outlet: "assigned", userId: free.userId, teamId });
    expect(await read(conversationId)).toMatchObject({ assigneeId: free.userId, teamId, handler: "human" });
    const decision = await transact(workspace.actor, (tx) =>
      tx.routingDecision.findFirstOrThrow({
        where: { conversationId },
        include: { candidates: true, assignments: true },
      }),
    );
    expect(decision.assignments).toHaveLength(1);
    const verdicts = new Map(decision.candidates.map((each) => [each.userId, each.excludedBy]));
    expect(verdicts).toEqual(
      new Map([
        [free.userId, null],
        [away.userId, "offline"],
      ]),
    );
  });

  it("by a journey is no human claim, and the same effect again decides nothing new", async () => {
    const agent = await makeUser(workspace.id, { presence: "online" });
    const conversationId = await conversation();
    const run = { runId: uuidv7(), effectKey: `${uuidv7()}:3` };
    const first = await routeConversation(workspace.actor, { conversationId, request: {}, run });
    const second = await routeConversation(workspace.actor, { conversationId, request: {}, run });
    expect(second.decisionId).toBe(first.decisionId);
    expect(await read(conversationId)).toMatchObject({
      assigneeId: agent.userId,
      handler: "none",
      status: "new",
    });
  });

  it("asked ten times at once is given to one person, once", async () => {
    await makeUser(workspace.id, { presence: "online" });
    await makeUser(workspace.id, { presence: "online" });
    const conversationId = await conversation();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => routeConversation(workspace.actor, { conversationId, request: {} })),
    );
    expect(new Set(all.map(({ userId }) => userId)).size).toBe(1);
    const assignments = await transact(workspace.actor, (tx) =>
      tx.assignment.count({ where: { conversationId } }),
    );
    expect(assignments).toBe(1);
  });

  it("never fills anybody beyond their capacity, however many come at once; the rest queue", async () => {
    const people = [
      await makeUser(workspace.id, { presence: "online", capacity: { default: 2 } }),
      await makeUser(workspace.id, { presence: "online", capacity: { default: 1 } }),
    ];
    const ids = await Promise.all(Array.from({ length: 6 }, conversation));
    await Promise.all(
      ids.map((conversationId) => routeConversation(workspace.actor, { conversationId, request: {} })),
    );
    const open = await transact(workspace.actor, (tx) =>
      Promise.all(people.map(({ userId }) => tx.conversation.count({ where: { assigneeId: userId } }))),
    );
    expect(open).toEqual([2, 1]);
    expect(await transact(workspace.actor, (tx) => tx.queueEntry.count({ where: { leftAt: null } }))).toBe(3);
  });

  it("queues when there is nobody, and drains when somebody comes online or has room again", async () => {
    const agent = await makeUser(workspace.id, { capacity: { default: 1 } });
    const [first, second] = [await conversation(), await conversation()];
    for (const conversationId of [first, second]) {
      const routed = await routeConversation(workspace.actor, { conversationId, request: {} });
      expect(routed).toMatchObject({ outlet: "nobody", userId: null });
    }
    await setPresence(agent, agent.userId, { status: "online" });
    expect((await read(first)).assigneeId).toBe(agent.userId);
    expect((await read(second)).assigneeId).toBeNull();
    await resolveConversation(agent, { conversationId: first, reason: "done" });
    await relayDrains();
    expect((await read(second)).assigneeId).toBe(agent.userId);
  });

  it("leaves what waits to be claimed to whoever claims it", async () => {
    const agent = await makeUser(workspace.id, {});
    const conversationId = await conversation();
    await routeConversation(workspace.actor, { conversationId, request: { strategy: "manual" } });
    await setPresence(agent, agent.userId, { status: "online" });
    expect((await read(conversationId)).assigneeId).toBeNull();
  });

  it("passes customers who wait on when their agent goes offline", async () => {
    const leaving = await makeUser(workspace.id, { presence: "online" });
    const conversationId = await conversation();
    await routeConversation(workspace.actor, { conversationId, request: {} });
    const staying = await makeUser(workspace.id, { presence: "online" });
    await setPresence(leaving, leaving.userId, { status: "offline" });
    expect((await read(conversationId)).assigneeId).toBe(staying.userId);
  });

  it("offers nobody more than they have room for, and shows them what is offered", async () => {
    const agent = await makeUser(workspace.id, { presence: "online", capacity: { default: 1 } });
    const [first, second] = [await conversation(), await conversation()];
    const request = { mode: "offer" } as const;
    await transact(workspace.actor, (tx) => tx.conversation.updateMany({ data: { visibility: "assigned" } }));
    await expect(getConversation(agent, first)).rejects.toMatchObject({ code: "not_found" });
    await routeConversation(workspace.actor, { conversationId: first, request });
    await routeConversation(workspace.actor, { conversationId: second, request });
    expect(await getConversation(agent, first)).toMatchObject({ assignee: null });
    await expect(getConversation(agent, second)).rejects.toMatchObject({ code: "not_found" });
    // Declining makes room for the other one, and is not asked again.
    await declineOffer(agent, first);
    await relayDrains();
    expect(await getConversation(agent, second)).toMatchObject({ assignee: null });
    await claimConversation(agent, second);
    await resolveConversation(agent, { conversationId: second, reason: "done" });
    expect(await read(first)).toMatchObject({ assigneeId: null });
    const offers = await transact(workspace.actor, (tx) =>
      tx.offer.findMany({ orderBy: { offeredAt: "asc" } }),
    );
    expect(offers.map(({ outcome }) => outcome)).toEqual(["declined", "accepted"]);
  });

  it("chooses as the team does where nothing else says so", async () => {
    const admin = await makeUser(workspace.id, { role: "admin" });
    const members = [
      await makeUser(workspace.id, { presence: "online" }),
      await makeUser(workspace.id, { presence: "online" }),
    ];
    await createTeam(admin, {
      name: "Turns",
      key: "turns",
      strategy: "roundRobin",
      members: members.map(({ userId }) => ({ user: userId, isLead: false })),
    });
    const request = { team: "turns" };
    for (const _ of members)
      await routeConversation(workspace.actor, { conversationId: await conversation(), request });
    // Whoever took the last turn has nothing open any more, and still it is the other one's.
    const [first, second] = await transact(workspace.actor, (tx) =>
      tx.user.findMany({
        where: { id: { in: members.map(({ userId }) => userId) } },
        orderBy: { lastAssignedAt: "asc" },
      }),
    );
    const own = await transact(workspace.actor, (tx) =>
      tx.conversation.findFirst({ where: { assigneeId: second?.id ?? "" } }),
    );
    await resolveConversation(admin, { conversationId: own?.id ?? "", reason: "done" });
    const third = await routeConversation(workspace.actor, { conversationId: await conversation(), request });
    expect(third.userId).toBe(first?.id);
    const decisions = await transact(workspace.actor, (tx) => tx.routingDecision.findMany());
    expect(new Set(decisions.map(({ strategy }) => strategy))).toEqual(new Set(["roundRobin"]));
  });

  it("follows the workspace's rules in order", async () => {
    const vip = await makeTeam(workspace.id, "vip");
    const agent = await makeUser(workspace.id, { presence: "online", teamIds: [vip] });
    await makeUser(workspace.id, { presence: "online" });
    await transact(workspace.actor, async (tx) => {
      const ruleSetId = uuidv7();
      const workspaceId = workspace.id;
      await tx.routingRuleSet.create({ data: { id: ruleSetId, workspaceId, key: "main", name: "Main" } });
      const when = { field: "contact.tier", op: "eq", value: "gold" };
      // biome-ignore lint/suspicious/noThenProperty: the column's name; the object is never awaited
      const rule = { workspaceId, ruleSetId, name: "VIP", when, then: { team: "vip" } };
      await tx.routingRule.create({ data: { id: uuidv7(), position: 1, ...rule } });
      await tx.workspace.update({ where: { id: workspaceId }, data: { defaultRuleSetId: ruleSetId } });
    });
    const conversationId = await conversation();
    const { contactId } = await read(conversationId);
    await transact(workspace.actor, (tx) =>
      tx.contact.update({ where: { id: contactId }, data: { tier: "gold" } }),
    );
    const routed = await routeConversation(workspace.actor, { conversationId, request: {} });
    expect(routed).toMatchObject({ userId: agent.userId, teamId: vip });
  });
});
