import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { setPresence } from "#server/access/set-presence.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { findMissed } from "#server/conversations/find-missed.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { startRelay } from "#server/relay/relay.ts";
import { declineOffer } from "#server/routing/refuse-offer.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";
import { eventually } from "#tests/setup/eventually.ts";
import {
  makeSmsAccount,
  makeUser,
  makeWebchatAccount,
  makeWorkspace,
} from "#tests/setup/workspace-fixture.ts";

const CONVERSATIONS = 200;
const AGENTS = 20;
/** As many at one moment as there are connections twice over. */
const LANES = 20;

interface Agent {
  actor: UserActor;
  /** Of conversations by SMS; of all others together. */
  capacity: { sms: number; default: number };
}

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let accounts: { sms: string; webchat: string };
let agents: Agent[];
let queues: RunningQueue[];

beforeEach(async () => {
  workspace = await makeWorkspace();
  const twilio = { accountSid: `AC${"0".repeat(32)}`, authToken: "token" };
  accounts = {
    sms: (await makeSmsAccount(workspace.id, twilio)).id,
    webchat: (await makeWebchatAccount(workspace.id)).id,
  };
  agents = await Promise.all(
    Array.from({ length: AGENTS }, async (_, index) => {
      const capacity = { sms: 1 + (index % 3), default: 1 + (index % 4) };
      const presence = index % 5 === 0 ? "offline" : "online";
      return { capacity, actor: await makeUser(workspace.id, { presence, capacity }) };
    }),
  );
  queues = [startRelay(createOutboxHandlers(failsAtTimes())), startDeadlines(deadlineHandlers)];
});

afterEach(() => Promise.all(queues.map((queue) => queue.stop())));
afterAll(closeDatabase);

/** Every fortieth message cannot be read at first, so that it is taken up once more. */
function failsAtTimes(): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    if (count % 40 === 0) throw new Error("The model is busy");
  };
}

/** As a provider does that was told that we are busy: on a slow machine there is no connection for all at once. */
async function again<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== "P2028") throw error;
    }
  }
}

/** By SMS or in the widget. Every fourth is offered to somebody first, beside what the relay does with it. */
async function arrives(index: number): Promise<void> {
  const channel = index % 2 === 0 ? "sms" : "webchat";
  const address = channel === "sms" ? `+1415556${1000 + index}` : `visitor-${index}`;
  const inbound = {
    workspaceId: workspace.id,
    channel,
    channelAccountId: accounts[channel],
    externalId: uuidv7(),
    from: { kind: channel === "sms" ? "phone" : "scoped", address },
    text: "Hello",
    attachments: [],
    receivedAt: new Date(),
  } as const;
  const { conversationId } = await again(() => receiveMessage({ ...inbound, attachments: [] }));
  if (index % 8 > 1) return;
  const request = { mode: "offer", offerTimeout: "PT10M" } as const;
  await again(() => routeConversation(workspace.actor, { conversationId, request }));
}

async function arriveOneAfterTheOther(lane: number): Promise<void> {
  for (let index = lane; index < CONVERSATIONS; index += LANES) await arrives(index);
}

interface Load {
  userId: string;
  sms: number;
  others: number;
}

/** Everybody's work at one moment: what they have and what they are offered. */
function loads(): Promise<Load[]> {
  return transact(
    workspace.actor,
    (tx) => tx.$queryRaw<Load[]>`
      SELECT user_id AS "userId", count(*) FILTER (WHERE channel = 'sms')::int AS sms,
        count(*) FILTER (WHERE channel <> 'sms')::int AS others
      FROM (
        SELECT assignee_id AS user_id, channel FROM conversations
        WHERE assignee_id IS NOT NULL AND status IN ('new', 'in_progress')
        UNION ALL SELECT o.user_id, c.channel FROM offers o JOIN conversations c ON c.id = o.conversation_id
        WHERE o.outcome IS NULL) AS work GROUP BY user_id`,
  );
}

async function nobodyIsOverfull(): Promise<void> {
  const capacities = new Map(agents.map(({ actor, capacity }) => [actor.userId, capacity]));
  for (const { userId, sms, others } of await loads()) {
    const capacity = capacities.get(userId);
    expect(sms, "conversations by SMS with one agent").toBeLessThanOrEqual(capacity?.sms ?? 0);
    expect(others, "conversations of all other channels with one agent").toBeLessThanOrEqual(
      capacity?.default ?? 0,
    );
  }
}

/** Answers what is offered to some; an offer that has run out or gone meanwhile is nobody's fault. */
async function answerOffers(some: Agent[], accepts: (index: number) => boolean): Promise<void> {
  const actors = new Map(some.map(({ actor }) => [actor.userId, actor]));
  const offers = await transact(workspace.actor, (tx) =>
    tx.offer.findMany({ where: { userId: { in: [...actors.keys()] }, outcome: null } }),
  );
  for (const [index, { userId, conversationId }] of offers.entries()) {
    const actor = actors.get(userId);
    const answer = accepts(index) ? claimConversation : declineOffer;
    if (!actor) continue;
    await answer(actor, conversationId).catch((error: { code?: string }) => {
      if (error.code !== "conflict" && error.code !== "not_found") throw error;
    });
  }
}

/** People come and go, and take and refuse what they are offered. */
async function agitate(): Promise<void> {
  for (let round = 0; round < 8; round += 1) {
    const [comes, goes] = [agents[(round * 7) % AGENTS], agents[(round * 3 + 1) % AGENTS]];
    if (!comes || !goes) continue;
    await again(() => setPresence(comes.actor, comes.actor.userId, { status: "online" }));
    if (comes !== goes) await again(() => setPresence(goes.actor, goes.actor.userId, { status: "offline" }));
    const some = agents.slice(round % 4, (round % 4) + 5);
    await again(() => answerOffers(some, (index) => (index + round) % 3 > 0));
    await again(nobodyIsOverfull);
    await again(nobodyIsMissed);
  }
}

/** Each customer who waits is somebody's, in a queue, or on their way, at every moment and not only in the end. */
async function nobodyIsMissed(): Promise<void> {
  const missed = await transact(workspace.actor, (tx) => findMissed(tx, new Date(), CONVERSATIONS));
  expect(missed, "customers whom nobody has").toEqual([]);
}

function conversations() {
  return transact(workspace.actor, (tx) =>
    tx.conversation.findMany({
      include: { queueEntries: { where: { leftAt: null } }, offers: { where: { outcome: null } } },
    }),
  );
}

/** Each is with somebody or waits in one queue, none that waits could be taken, and nobody who is away has any. */
async function nothingIsForgotten(): Promise<void> {
  const all = await conversations();
  expect(all).toHaveLength(CONVERSATIONS);
  await nobodyIsMissed();
  for (const { assigneeId, queueEntries } of all) {
    expect(queueEntries.length, "with somebody or in one queue").toBe(assigneeId ? 0 : 1);
  }
  const presence = await transact(workspace.actor, (tx) => tx.presence.findMany());
  const here = new Set(presence.filter(({ status }) => status === "online").map(({ userId }) => userId));
  const held = await loads();
  for (const { userId } of held) expect(here, "who has or is offered something").toContain(userId);
  const waiting = new Set(
    all.filter(({ assigneeId, offers }) => !assigneeId && offers.length === 0).map(({ channel }) => channel),
  );
  for (const { actor, capacity } of agents.filter((agent) => here.has(agent.actor.userId))) {
    const load = held.find(({ userId }) => userId === actor.userId);
    if (waiting.has("sms")) expect(load?.sms, "held while an SMS waits").toBe(capacity.sms);
    if (waiting.has("webchat")) expect(load?.others, "held while a chat waits").toBe(capacity.default);
  }
}

/** All are here now, take what they are offered, and get through with what they have. */
async function workOff(): Promise<void> {
  await answerOffers(agents, () => true);
  const open = (await conversations()).filter(({ status }) => status !== "resolved");
  for (const { id, assigneeId } of open) {
    const agent = agents.find(({ actor }) => actor.userId === assigneeId);
    if (agent) await resolveConversation(agent.actor, { conversationId: id, reason: "done" });
  }
  await nobodyIsOverfull();
  expect(open, "conversations that are not worked off").toHaveLength(0);
}

/** Each change of hands begins where the one before ended: there was never a second owner. */
async function ownersFollowEachOther(): Promise<void> {
  const changes = await transact(workspace.actor, (tx) =>
    tx.assignment.findMany({ orderBy: [{ conversationId: "asc" }, { at: "asc" }, { id: "asc" }] }),
  );
  const owners = new Map<string, string | null>();
  for (const { conversationId, fromUserId, toUserId } of changes) {
    expect(fromUserId).toBe(owners.get(conversationId) ?? null);
    owners.set(conversationId, toUserId);
  }
  expect(owners.size).toBe(CONVERSATIONS);
}

test("200 conversations at once and 20 agents who come, go and decline: each has one owner or waits, nobody has too much of any channel, and all are worked off", async () => {
  await Promise.all([...Array.from({ length: LANES }, (_, lane) => arriveOneAfterTheOther(lane)), agitate()]);
  await eventually(nothingIsForgotten);
  await nobodyIsOverfull();
  for (const { actor } of agents) await setPresence(actor, actor.userId, { status: "online" });
  await eventually(workOff);
  await ownersFollowEachOther();
});
