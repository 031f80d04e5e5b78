import { z } from "zod";
import type { RoutingRequest } from "#core/routing/decide.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";
import { findAwaitingRuns } from "#server/routing/answer-runs.ts";

/** What somebody asked of routing, as it is gone on with: a queue drains, an offer is refused. */
export interface Round {
  /** The decision that it began with. */
  decisionId: string;
  /** Refusals before it do not count: whoever asks anew asks everybody. */
  startedAt: Date;
  asked: RoutingRequest;
  mode: "direct" | "offer";
  offerTimeout: string;
  /** A journey hands the conversation over by it. */
  handsOver: boolean;
  /** The run that asked, unless it has ended. */
  runId: string | null;
}

const inputsSchema = z.object({
  userId: z.string().nullable().catch(null),
  skills: z.array(z.object({ key: z.string(), level: z.number() })).catch([]),
  mode: z.enum(["direct", "offer"]).catch("direct"),
  offerTimeout: z.string().catch("PT2M"),
  handsOver: z.boolean().catch(false),
  continues: z.string().optional().catch(undefined),
});

const strategySchema = z.enum(["roundRobin", "leastBusy", "sticky", "manual"]).catch("leastBusy");

/** The round that a waiting conversation is in; null where routing never looked at it. */
export async function findRound(tx: Transaction, conversation: Conversation): Promise<Round | null> {
  const { id: conversationId } = conversation;
  const last = await tx.routingDecision.findFirst({
    where: { conversationId },
    orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
  });
  if (!last) return null;
  const { continues } = inputsSchema.parse(last.inputs);
  const first = continues ? await tx.routingDecision.findUnique({ where: { id: continues } }) : last;
  if (!first) return null;
  const { userId, skills, mode, offerTimeout, handsOver } = inputsSchema.parse(first.inputs);
  const entry = await tx.queueEntry.findFirst({
    where: { conversationId, leftAt: null },
    include: { queue: { select: { teamId: true } } },
  });
  const open = first.runId
    ? await tx.run.findFirst({ where: { id: first.runId, endedAt: null }, select: { id: true } })
    : null;
  const awaiting = await findAwaitingRuns(tx, conversationId);
  // Whom a journey asked for by name is waited for as long as the journey waits; then anybody may have it.
  const named = awaiting.some(({ runId }) => runId === first.runId) ? userId : null;
  const asked: RoutingRequest = {
    channel: conversation.channel,
    strategy: strategySchema.parse(first.strategy),
    teamId: named ? null : (entry?.queue.teamId ?? first.chosenTeamId),
    userId: named,
    skills,
    assigneeId: conversation.assigneeId,
  };
  const { id: decisionId, decidedAt: startedAt } = first;
  return { decisionId, startedAt, asked, mode, offerTimeout, handsOver, runId: open?.id ?? null };
}
