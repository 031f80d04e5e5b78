import { CHANNELS } from "#core/channel.ts";
import { roomFor } from "#core/routing/filter-agent.ts";
import { route } from "#core/routing/route.ts";
import type { RoutingAgent } from "#core/routing/routing-input.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { coalesce } from "#server/journeys/coalesce.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { rearmQueue } from "#server/routing/arm-queue.ts";
import { continueRouting } from "#server/routing/continue-routing.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld, type RoutingWorld } from "#server/routing/load-world.ts";
import { findOpenOffer } from "#server/routing/offers.ts";
import { findRounds } from "#server/routing/round.ts";
import { routingTurn } from "#server/routing/routing-turn.ts";

/** What one look at the queues reads at once. */
const PAGE = 500;

/** What a look at the queues found: whom something has changed for, and when it changes next by itself. */
interface Plan {
  entries: { id: string; conversationId: string }[];
  reviewAt: number | null;
}

interface Look {
  workspaceId: string;
  /** Time has passed: all that waits is looked at, though nobody is free. */
  isReview: boolean;
}

/**
 * Gives what waits in the queues to whoever can take it now, or offers it to them, or takes it on to another team: the
 * most urgent first, then what somebody had before, then the longest waiting. Called when somebody comes online or has
 * room again; calls that come at once share one look. Returns how many were given to somebody.
 */
export function drainQueues(workspaceId: string): Promise<number> {
  return looks(workspaceId, { workspaceId, isReview: false });
}

/** The same for what changes with time: a team opens, a shift begins, a wait has been long enough. */
export function reviewQueues(workspaceId: string): Promise<number> {
  return looks(workspaceId, { workspaceId, isReview: true });
}

const looks = coalesce<Look, number>(async (workspaceId, all) => {
  const given = await lookAtQueues({ workspaceId, isReview: all.some(({ isReview }) => isReview) });
  return all.map(() => given);
});

async function lookAtQueues({ workspaceId, isReview }: Look): Promise<number> {
  const actor = systemActor(workspaceId, "routing");
  // In turn, so that what is being put into a queue just now is seen.
  const { entries, reviewAt } = await routingTurn(actor, (tx) => plan(tx, { workspaceId, isReview }));
  if (reviewAt !== null) await transact(actor, (tx) => rearmQueue(tx, workspaceId, new Date(reviewAt)));
  let given = 0;
  for (const entry of entries) if (await settleEntry(actor, entry)) given += 1;
  return given;
}

/** Everybody who waits, decided on as if those before them had got what they get. Nothing is written. */
async function plan(tx: Transaction, { workspaceId, isReview }: Look): Promise<Plan> {
  let world = await loadWorld(tx, workspaceId);
  const found: Plan = { entries: [], reviewAt: null };
  for (let skip = 0; isReview || hasRoom(world); skip += PAGE) {
    const entries = await tx.queueEntry.findMany({
      where: {
        leftAt: null,
        // What is snoozed waits for its time, and what somebody is being asked about for their answer.
        conversation: { status: { not: "snoozed" }, offers: { none: { outcome: null } } },
      },
      orderBy: [{ priority: "desc" }, { isReturned: "desc" }, { enteredAt: "asc" }, { id: "asc" }],
      include: { conversation: true },
      take: PAGE,
      skip,
    });
    world = await planPage(tx, world, entries, found);
    if (entries.length < PAGE) break;
  }
  return found;
}

async function planPage(
  tx: Transaction,
  world: RoutingWorld,
  entries: { id: string; conversation: Conversation }[],
  found: Plan,
): Promise<RoutingWorld> {
  const rounds = await findRounds(
    tx,
    entries.map(({ conversation }) => conversation.id),
  );
  const toRoute = entries.flatMap(({ conversation }) => {
    const round = rounds.get(conversation.id);
    if (!round || round.request.strategy === "manual") return [];
    const { runId, queuedSince, startedAt: refusedSince } = round;
    return [{ conversation, runId, queuedSince, refusedSince }];
  });
  const inputs = await loadInputs(tx, world, toRoute);
  let { agents } = world;
  for (const { id, conversation } of entries) {
    const [input, round] = [inputs.get(conversation.id), rounds.get(conversation.id)];
    const isOver = conversation.status === "resolved" || conversation.status === "spam";
    const decision = input && round && route({ ...input, agents, request: round.request });
    const moves =
      decision?.outcome === "queued" && (decision.teamId ?? conversation.teamId) !== conversation.teamId;
    if (isOver || decision?.userId || moves) found.entries.push({ id, conversationId: conversation.id });
    if (decision?.userId) agents = agents.map((agent) => busier(agent, decision.userId, conversation));
    const next = decision?.reviewAt ?? null;
    if (next !== null) found.reviewAt = Math.min(next, found.reviewAt ?? next);
  }
  return { ...world, agents };
}

function busier(agent: RoutingAgent, userId: string | null, { channel }: Conversation): RoutingAgent {
  if (agent.userId !== userId) return agent;
  const open = { ...agent.open, [channel]: (agent.open[channel] ?? 0) + 1 };
  return { ...agent, open, lastAssignedAt: Date.now() };
}

/** Whether anybody who is here has room for anything, so that a look is worth its while. */
function hasRoom({ agents }: RoutingWorld): boolean {
  return agents.some(
    (agent) => agent.presence === "online" && CHANNELS.some((channel) => roomFor(agent, channel) > 0),
  );
}

/** Decides once more about one that waits, now that it is held, and carries that out. */
function settleEntry(actor: Actor, { id, conversationId }: Plan["entries"][number]): Promise<boolean> {
  return routingTurn(actor, async (tx) => {
    const entry = await tx.queueEntry.findFirst({ where: { id, leftAt: null } });
    if (!entry) return false;
    const conversation = await lockConversation(tx, actor, conversationId);
    if (conversation.status === "resolved" || conversation.status === "spam") {
      await leaveQueue(tx, actor, conversation, "left");
      return false;
    }
    // Somebody is being asked already.
    if (await findOpenOffer(tx, conversationId)) return false;
    const routed = await continueRouting(tx, actor, conversation, { onlyIfNew: true });
    return routed?.outlet === "assigned";
  });
}
