import { z } from "zod";
import type { RoutingRequest } from "#core/routing/routing-input.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";
import type { Transaction } from "#server/platform/database.ts";
import { findAwaitingRuns } from "#server/routing/answer-runs.ts";

/** What somebody asked of routing, as it is gone on with: a queue drains, an offer is refused. */
export interface Round {
  /** The decision that it began with. */
  decisionId: string;
  /** Refusals before it do not count: whoever asks anew asks everybody. */
  startedAt: Date;
  request: RoutingRequest;
  /** A journey hands the conversation over by it. */
  handsOver: boolean;
  /** The run that asked, unless it has ended. */
  runId: string | null;
  /** When it joined the queue that it waits in. */
  queuedSince: number | null;
}

interface Row {
  conversationId: string;
  conversationTeamId: string | null;
  queueTeamId: string | null;
  isQueued: boolean;
  joinedAt: Date | null;
  decisionId: string;
  startedAt: Date;
  strategy: string;
  inputs: unknown;
  runId: string | null;
  isRunOpen: boolean;
}

const inputsSchema = z.object({
  teamId: z.string().nullable().catch(null),
  userId: z.string().nullable().catch(null),
  skills: z.array(z.object({ key: z.string(), level: z.number() })).catch([]),
  minTier: z.string().nullable().catch(null),
  mode: z.enum(["direct", "offer"]).catch("direct"),
  offerTimeout: z.string().catch("PT2M"),
  overflow: z.object({ teamId: z.string(), after: z.number() }).nullable().catch(null),
  whenClosed: z.enum(["wait", "overflow"]).catch("wait"),
  handsOver: z.boolean().catch(false),
});

const strategySchema = z.enum(RULE_STRATEGIES).catch("leastBusy");

/** The rounds that conversations are in, by conversation; one that routing never looked at is in none. */
export async function findRounds(tx: Transaction, conversationIds: string[]): Promise<Map<string, Round>> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT v.id AS "conversationId", v.team_id AS "conversationTeamId", q.team_id AS "queueTeamId",
      e.id IS NOT NULL AS "isQueued", e.joined_at AS "joinedAt", f.id AS "decisionId",
      f.decided_at AS "startedAt", f.strategy, f.inputs, f.run_id AS "runId",
      EXISTS (SELECT FROM runs r WHERE r.workspace_id = f.workspace_id AND r.id = f.run_id AND r.ended_at IS NULL
      ) AS "isRunOpen"
    FROM unnest(${conversationIds}::uuid[]) AS wanted(id) JOIN conversations v ON v.id = wanted.id
    CROSS JOIN LATERAL (SELECT d.id, d.inputs ->> 'continues' AS continues FROM routing_decisions d
      WHERE d.workspace_id = v.workspace_id AND d.conversation_id = v.id
      ORDER BY d.decided_at DESC, d.id DESC LIMIT 1) last
    JOIN routing_decisions f ON f.workspace_id = v.workspace_id
      AND f.id = coalesce(last.continues::uuid, last.id)
    LEFT JOIN queue_entries e ON e.conversation_id = v.id AND e.left_at IS NULL
    LEFT JOIN queues q ON q.id = e.queue_id`;
  const rounds = new Map<string, Round>();
  for (const row of rows) rounds.set(row.conversationId, await roundOf(tx, row));
  return rounds;
}

async function roundOf(tx: Transaction, row: Row): Promise<Round> {
  const { userId, teamId, overflow, minTier, handsOver, ...terms } = inputsSchema.parse(row.inputs);
  const { decisionId, startedAt, runId, isRunOpen, joinedAt } = row;
  // Whom a journey asked for by name is waited for as long as the journey waits; then anybody may have it.
  const awaiting = userId && isRunOpen ? await findAwaitingRuns(tx, row.conversationId) : [];
  const named = awaiting.some((each) => each.runId === runId) ? userId : null;
  // Somebody has moved it to another team by hand: it waits there from now on.
  const isMoved = row.isQueued && row.queueTeamId !== row.conversationTeamId;
  const home = named ? null : isMoved ? row.conversationTeamId : (teamId ?? null);
  const request: RoutingRequest = {
    ...terms,
    strategy: strategySchema.parse(row.strategy),
    ...(home && { team: home }),
    ...(named && { agent: named }),
    ...(minTier && { minTier }),
    ...(overflow &&
      !isMoved && { overflow: { team: overflow.teamId, after: `PT${overflow.after / 1000}S` } }),
  };
  return {
    ...{ decisionId, startedAt, request, handsOver },
    runId: isRunOpen ? runId : null,
    queuedSince: joinedAt?.getTime() ?? null,
  };
}
