import type { z } from "zod";
import type { StuckGroup, stuckQuerySchema } from "#core/api/runs.ts";
import { explainStuck } from "#core/journey/explain-stuck.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { runCondition } from "#server/journeys/run-filter.ts";
import { transact } from "#server/platform/database.ts";

interface Row {
  journeyId: string;
  journeyKey: string;
  journeyName: string;
  nodeId: string | null;
  code: string;
  count: number;
  since: Date;
  latest: Date;
  reason: string | null;
  planHash: string;
}

const MOST_GROUPS = 200;

/** Stuck runs by journey, step and code, the most first: what an outage leaves behind is one line here. */
export async function groupStuck(
  actor: Actor,
  { journey }: z.output<typeof stuckQuerySchema>,
): Promise<StuckGroup[]> {
  authorize(actor, "runs.view");
  const { workspaceId } = actor;
  const which = runCondition(workspaceId, { status: ["stuck"], ...(journey ? { journey } : {}) });
  const rows = await transact(actor, (tx) =>
    tx.$queryRaw<Row[]>(Prisma.sql`
      SELECT r.journey_id AS "journeyId", o.key AS "journeyKey", o.name AS "journeyName", r.current_node_id AS "nodeId",
        coalesce(r.stuck_code, 'unknown') AS code, count(*)::int AS count, min(r.stuck_at) AS since,
        max(r.stuck_at) AS latest, (array_agg(r.stuck_reason ORDER BY r.stuck_at DESC))[1] AS reason,
        (array_agg(r.plan_hash ORDER BY r.stuck_at DESC))[1] AS "planHash"
      FROM runs r JOIN journeys o ON o.workspace_id = r.workspace_id AND o.id = r.journey_id
      WHERE ${which}
      GROUP BY 1, 2, 3, 4, 5 ORDER BY count DESC, since LIMIT ${MOST_GROUPS}`),
  );
  return Promise.all(
    rows.map(async ({ journeyId, journeyKey, journeyName, planHash, ...row }) => {
      const plan = row.nodeId ? await loadPlan(workspaceId, planHash) : undefined;
      return {
        journey: { id: journeyId, key: journeyKey, name: journeyName },
        nodeId: row.nodeId,
        nodeLabel: (row.nodeId && plan?.nodes[row.nodeId]?.label) || null,
        code: row.code,
        count: row.count,
        since: row.since.toISOString(),
        latest: row.latest.toISOString(),
        reason: row.reason ?? "",
        ...explainStuck(row.code),
      };
    }),
  );
}
