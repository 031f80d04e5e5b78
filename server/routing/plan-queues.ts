import { CHANNELS } from "#core/channel.ts";
import { roomFor } from "#core/routing/filter-agent.ts";
import { route } from "#core/routing/route.ts";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingAgent } from "#core/routing/routing-input.ts";
import type { Conversation, Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { NextStep } from "#server/routing/continue-routing.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld, type RoutingWorld } from "#server/routing/load-world.ts";
import { findRounds } from "#server/routing/round.ts";

/** What is read of the queues at once: whoever has become free mostly takes what stands in front. */
const FIRST_PAGE = 25;
const LARGEST_PAGE = 400;

/** One that waits and that something changes for. */
export interface PlannedEntry {
  conversation: Conversation;
  /** What comes of it; null where it is over and has only to leave its queue. */
  outcome: NextStep | null;
}

interface QueuePlan {
  entries: PlannedEntry[];
  /** When it comes out differently by itself, epoch milliseconds. */
  reviewAt: number | null;
}

interface Look {
  workspaceId: string;
  /** Time has passed: all that waits is looked at, though nobody is free. */
  isReview: boolean;
  /** These conversations alone, where they are named. */
  only?: string[] | undefined;
}

type Waiting = Prisma.QueueEntryGetPayload<{ include: { conversation: true } }>;

/**
 * Everybody who waits in the queues, decided on as if those before them had got what they get: the most urgent first,
 * then what somebody had before, then the longest waiting. Nothing is written. For who has the routing turn.
 */
export async function planQueues(tx: Transaction, { workspaceId, isReview, only }: Look): Promise<QueuePlan> {
  const plan: QueuePlan = { entries: [], reviewAt: null };
  let world: RoutingWorld | null = null;
  let size = FIRST_PAGE;
  for (let skip = 0; ; ) {
    const page = await waitingNow(tx, { only, skip, take: size });
    if (page.length === 0) return plan;
    world ??= await loadWorld(tx, workspaceId);
    if (!isReview && !hasRoom(world)) return plan;
    world = await planPage(tx, world, page, plan);
    if (page.length < size) return plan;
    skip += size;
    size = Math.min(size * 4, LARGEST_PAGE);
  }
}

/** What waits in the queues and is nobody's to answer for now, in its order. */
export function waitingNow(
  tx: Transaction,
  { only, skip, take }: { only?: string[] | undefined; skip?: number; take?: number },
): Promise<Waiting[]> {
  return tx.queueEntry.findMany({
    where: {
      leftAt: null,
      ...(only && { conversationId: { in: only } }),
      // What is snoozed waits for its time, and what somebody is being asked about for their answer.
      conversation: { status: { not: "snoozed" }, offers: { none: { outcome: null } } },
    },
    orderBy: [{ priority: "desc" }, { isReturned: "desc" }, { enteredAt: "asc" }, { id: "asc" }],
    include: { conversation: true },
    ...(skip !== undefined && { skip }),
    ...(take !== undefined && { take }),
  });
}

async function planPage(
  tx: Transaction,
  world: RoutingWorld,
  page: Waiting[],
  plan: QueuePlan,
): Promise<RoutingWorld> {
  const ids = page.map(({ conversationId }) => conversationId);
  const rounds = await findRounds(tx, ids);
  const toRoute = page.flatMap(({ conversation }) => {
    const round = rounds.get(conversation.id);
    // What waits to be claimed is not given to anybody.
    if (!round || round.request.strategy === "manual") return [];
    const { runId, queuedSince, startedAt: refusedSince } = round;
    return [{ conversation, runId, queuedSince, refusedSince }];
  });
  const inputs = await loadInputs(tx, world, toRoute);
  let { agents } = world;
  for (const { conversation } of page) {
    if (conversation.status === "resolved" || conversation.status === "spam") {
      plan.entries.push({ conversation, outcome: null });
      continue;
    }
    const [known, round] = [inputs.get(conversation.id), rounds.get(conversation.id)];
    if (!known || !round) continue;
    const input = { ...known, agents, request: round.request };
    const decision = route(input);
    if (isNews(decision, conversation)) {
      plan.entries.push({ conversation, outcome: { round, input, decision } });
    }
    const { userId, reviewAt } = decision;
    if (userId)
      agents = agents.map((agent) => (agent.userId === userId ? busier(agent, conversation) : agent));
    if (reviewAt !== null) plan.reviewAt = Math.min(reviewAt, plan.reviewAt ?? reviewAt);
  }
  return { ...world, agents };
}

/** Whether something changes by a decision about one that waits: somebody gets it, or another team. */
function isNews({ userId, outcome, teamId }: RoutingDecision, conversation: Conversation): boolean {
  return userId !== null || (outcome === "queued" && (teamId ?? conversation.teamId) !== conversation.teamId);
}

function busier(agent: RoutingAgent, { channel }: Conversation): RoutingAgent {
  const open = { ...agent.open, [channel]: (agent.open[channel] ?? 0) + 1 };
  return { ...agent, open, lastAssignedAt: Date.now() };
}

/** Whether anybody who is here has room for anything, so that a look is worth its while. */
function hasRoom({ agents }: RoutingWorld): boolean {
  return agents.some(
    (agent) => agent.presence === "online" && CHANNELS.some((channel) => roomFor(agent, channel) > 0),
  );
}
