import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { createLeave, deleteLeave } from "#server/access/leave.ts";
import { setPresence } from "#server/access/set-presence.ts";
import { noteSignOfLife, presenceFellDue } from "#server/access/signs-of-life.ts";
import { putShifts } from "#server/access/working-time.ts";
import { patchUser } from "#server/access/write-users.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { listRoutingDecisions } from "#server/conversations/list-conversation-parts.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { reviewQueues } from "#server/routing/drain-queues.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";
import { putRoutingSettings } from "#server/routing/routing-settings.ts";
import { returnIfAway, takeWorkOff } from "#server/routing/take-work-off.ts";
import { makeSmsAccount, makeTeam, makeUser, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

const MINUTE = 60_000;

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let admin: UserActor;
let accountId: string;
let number = 5000;

beforeEach(async () => {
  workspace = await makeWorkspace();
  admin = await makeUser(workspace.id, { role: "admin" });
  const twilio = { accountSid: `AC${"0".repeat(32)}`, authToken: "token" };
  accountId = (await makeSmsAccount(workspace.id, twilio)).id;
});

afterAll(closeDatabase);

async function arrives(): Promise<string> {
  number += 1;
  const { conversationId } = await receiveMessage({
    workspaceId: workspace.id,
    channel: "sms",
    channelAccountId: accountId,
    externalId: uuidv7(),
    from: { kind: "phone", address: `+1415557${number}` },
    text: "Hello",
    attachments: [],
    receivedAt: new Date(),
  });
  return conversationId;
}

const routed = (conversationId: string, request = {}) =>
  routeConversation(workspace.actor, { conversationId, request });

const read = (id: string) =>
  transact(workspace.actor, (tx) =>
    tx.conversation.findUniqueOrThrow({
      where: { id },
      include: { queueEntries: { where: { leftAt: null } }, assignments: { orderBy: { at: "asc" } } },
    }),
  );

const deadline = (key: string) =>
  transact(workspace.actor, (tx) => tx.deadline.findFirst({ where: { key, status: "pending" } }));

const online = (options = {}) => makeUser(workspace.id, { presence: "online", ...options });

describe("who does not work now", () => {
  it("gets nothing outside of their shift, and what waits once it begins", async () => {
    const agent = await online();
    await putShifts(admin, agent.userId, { timezone: "UTC", weekly: {} });
    const conversationId = await arrives();
    expect(await routed(conversationId)).toMatchObject({
      userId: null,
      reason: "Nobody can take it: 1 not online, 1 off shift",
    });
    await putShifts(admin, agent.userId, { timezone: "UTC", weekly: null });
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
  });

  it("gets nothing while on leave, and what waits at the moment it ends", async () => {
    const agent = await online();
    const from = new Date(Date.now() - MINUTE).toISOString();
    const to = new Date(Date.now() + MINUTE).toISOString();
    const leave = await createLeave(agent, agent.userId, { from, to });
    const conversationId = await arrives();
    await routed(conversationId);
    expect((await read(conversationId)).assigneeId).toBeNull();
    expect((await deadline("queue"))?.dueAt.toISOString()).toBe(to);
    await deleteLeave(agent, agent.userId, leave.id);
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
  });
});

describe("a queue", () => {
  it("overflows into another team once something has waited long enough", async () => {
    const [firstId, secondId] = [
      await makeTeam(workspace.id, "first"),
      await makeTeam(workspace.id, "second"),
    ];
    await transact(workspace.actor, (tx) =>
      tx.team.update({
        where: { id: firstId },
        data: { overflowTeamId: secondId, overflowAfter: "PT5M" },
      }),
    );
    const agent = await online({ teamIds: [secondId] });
    const conversationId = await arrives();
    await routed(conversationId, { team: "first" });
    expect(await read(conversationId)).toMatchObject({ assigneeId: null, teamId: firstId });
    const due = (await deadline("queue"))?.dueAt.getTime() ?? 0;
    expect(Math.abs(due - Date.now() - 5 * MINUTE)).toBeLessThan(MINUTE);
    await reviewQueues(workspace.id);
    expect((await read(conversationId)).assigneeId).toBeNull();
    await transact(workspace.actor, (tx) =>
      tx.queueEntry.updateMany({ data: { joinedAt: new Date(Date.now() - 6 * MINUTE) } }),
    );
    await reviewQueues(workspace.id);
    expect(await read(conversationId)).toMatchObject({ assigneeId: agent.userId, teamId: secondId });
  });

  it("takes a new priority at once, and is left by spam", async () => {
    const [first, second] = [await arrives(), await arrives()];
    for (const id of [first, second]) await routed(id);
    await updateConversation(admin, second, { priority: "high" });
    const agent = await online({ capacity: { default: 1 } });
    await reviewQueues(workspace.id);
    expect((await read(second)).assigneeId).toBe(agent.userId);
    await updateConversation(admin, first, { status: "spam" });
    expect((await read(first)).queueEntries).toEqual([]);
  });
});

describe("who goes offline", () => {
  it("is offline when their studio gives no sign of life, passes on who waits, and is back with the next sign", async () => {
    const agent = await makeUser(workspace.id);
    await setPresence(agent, agent.userId, { status: "online" });
    const conversationId = await arrives();
    await routed(conversationId);
    expect(await deadline(`presence:${agent.userId}`)).not.toBeNull();
    await presenceFellDue(workspace.id, agent.userId, 0);
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
    const longAgo = new Date(Date.now() - 2 * MINUTE);
    await transact(workspace.actor, (tx) => tx.presence.updateMany({ data: { lastSeenAt: longAgo } }));
    // A process that has only just come up cannot know.
    await presenceFellDue(workspace.id, agent.userId, Date.now());
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
    await presenceFellDue(workspace.id, agent.userId, 0);
    const waiting = await read(conversationId);
    expect(waiting).toMatchObject({ assigneeId: null, handler: "none" });
    expect(waiting.queueEntries).toMatchObject([{ isReturned: true, enteredAt: waiting.waitingSince }]);
    expect(waiting.assignments.map(({ reason }) => reason)).toEqual(["rule", "offline"]);
    await noteSignOfLife(agent);
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
  });

  it("is watched by nobody where a program said how they are", async () => {
    const agent = await makeUser(workspace.id);
    await setPresence(admin, agent.userId, { status: "online" });
    expect(await deadline(`presence:${agent.userId}`)).toBeNull();
  });

  it("keeps what the policy leaves them, until it is time", async () => {
    const agent = await online();
    const conversationId = await arrives();
    await routed(conversationId);
    const settings = {
      tiers: [],
      whenOffline: { policy: "returnAfter", after: "PT5M", which: "all" },
    } as const;
    await putRoutingSettings(admin, { ...settings, tiers: [] });
    await transact(workspace.actor, (tx) => tx.conversation.updateMany({ data: { waitingSince: null } }));
    await setPresence(agent, agent.userId, { status: "offline" });
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
    expect(await deadline(`offlineWork:${agent.userId}:${5 * MINUTE}`)).not.toBeNull();
    const since = new Date(Date.now() - 6 * MINUTE);
    await transact(workspace.actor, (tx) => tx.presence.updateMany({ data: { since } }));
    await takeWorkOff(workspace.id, agent.userId);
    expect((await read(conversationId)).assigneeId).toBeNull();
  });

  it("is not waited for by a customer who writes while they are away", async () => {
    const [away, here] = [await online(), await makeUser(workspace.id)];
    const conversationId = await arrives();
    await routed(conversationId);
    await transact(workspace.actor, (tx) => tx.conversation.updateMany({ data: { waitingSince: null } }));
    await setPresence(away, away.userId, { status: "offline" });
    expect((await read(conversationId)).assigneeId).toBe(away.userId);
    await setPresence(here, here.userId, { status: "online" });
    await transact(workspace.actor, (tx) =>
      tx.conversation.updateMany({ data: { waitingSince: new Date() } }),
    );
    await returnIfAway(workspace.id, conversationId);
    expect((await read(conversationId)).assigneeId).toBe(here.userId);
  });
});

describe("who is deactivated", () => {
  it("hands over conversations, offers, tasks and replies that they had put off", async () => {
    const leaving = await online();
    const [held, offered] = [await arrives(), await arrives()];
    await routed(held);
    await routed(offered, { mode: "offer" });
    const staying = await online();
    const { workspaceId } = leaving;
    await transact(workspace.actor, async (tx) => {
      await tx.conversation.update({
        where: { id: held },
        data: { waitingSince: null, status: "in_progress" },
      });
      const task = { id: uuidv7(), workspaceId, title: "Call back", createdByKind: "user" } as const;
      await tx.task.create({ data: { ...task, assigneeId: leaving.userId, conversationId: held } });
      const reply = { id: uuidv7(), workspaceId, conversationId: held, text: "Later", writtenAfter: 1 };
      const sendAt = new Date(Date.now() + MINUTE);
      const author = { ...leaving };
      await tx.scheduledMessage.create({ data: { ...reply, sendAt, authorId: leaving.userId, author } });
    });
    await patchUser(admin, leaving.userId, { deactivated: true });
    expect((await read(held)).assigneeId).toBe(staying.userId);
    const after = await transact(workspace.actor, async (tx) => ({
      offer: await tx.offer.findFirst({ where: { conversationId: offered, outcome: null } }),
      task: await tx.task.findFirstOrThrow({}),
      reply: await tx.scheduledMessage.findFirstOrThrow({}),
    }));
    expect(after.offer?.userId).toBe(staying.userId);
    expect(after.task.assigneeId).toBe(staying.userId);
    expect(after.reply).toMatchObject({ authorId: staying.userId, author: { userId: staying.userId } });
  });
});

describe("why me?", () => {
  it("names the filters, scores and what was asked, and nothing that was said", async () => {
    const agent = await online({ name: "Ann" });
    await makeUser(workspace.id, { presence: "away", name: "Bob" });
    const conversationId = await arrives();
    await routed(conversationId, { strategy: "roundRobin" });
    const [decision] = await listRoutingDecisions(admin, conversationId);
    expect(decision).toMatchObject({
      outcome: "agent",
      strategy: "roundRobin",
      chosenUser: { id: agent.userId },
      inputs: { channel: "sms", mode: "direct", skills: [] },
    });
    const [best, ...others] = decision?.candidates ?? [];
    expect(best).toMatchObject({ rank: 1, excludedBy: null, detail: { room: 5 } });
    expect(best?.score).toBeGreaterThan(0);
    expect(others.map(({ excludedBy }) => excludedBy)).toEqual(["offline", "offline"]);
    const kept = await transact(workspace.actor, (tx) => tx.routingDecision.findFirstOrThrow({}));
    expect(JSON.stringify(kept.inputs)).not.toMatch(/Hello|\+1415557|example\.com/);
  });

  it("stays with whom a person gave it by hand, though they never said how they are", async () => {
    const agent = await makeUser(workspace.id);
    const conversationId = await arrives();
    await assignConversation(admin, { conversationId, assignee: agent.userId });
    await returnIfAway(workspace.id, conversationId);
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
  });
});
