import type { Bottleneck } from "#core/api/board.ts";
import type { Transaction } from "#server/platform/database.ts";

type Row = Omit<Bottleneck, "since" | "kind"> & { since: Date | null };

const MOST = 8;

/** Queues that somebody stands in or that grow, and journeys with runs that are stuck; what grows most comes first. */
export async function bottlenecks(tx: Transaction, workspaceId: string): Promise<Bottleneck[]> {
  const queues = await tx.$queryRaw<Row[]>`
    WITH standing AS (
      SELECT queue_id, count(*)::int AS count, min(entered_at) AS since,
        count(*) FILTER (WHERE entered_at > now() - interval '1 hour')::int AS came
      FROM queue_entries WHERE workspace_id = ${workspaceId}::uuid AND left_at IS NULL GROUP BY queue_id
    ), gone AS (
      SELECT queue_id, count(*)::int AS went,
        count(*) FILTER (WHERE entered_at > now() - interval '1 hour')::int AS came
      FROM queue_entries
      WHERE workspace_id = ${workspaceId}::uuid AND left_at > now() - interval '1 hour' GROUP BY queue_id
    )
    SELECT q.id, q.name, s.count, s.since, s.came + coalesce(g.came, 0) AS came, coalesce(g.went, 0) AS went
    FROM standing s JOIN queues q ON q.id = s.queue_id LEFT JOIN gone g ON g.queue_id = q.id`;
  const journeys = await tx.$queryRaw<Row[]>`
    SELECT j.id, j.name, count(*)::int AS count, min(r.stuck_at) AS since,
      count(*) FILTER (WHERE r.stuck_at > now() - interval '1 hour')::int AS came, 0 AS went
    FROM runs r JOIN journeys j ON j.id = r.journey_id
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.stuck_code IS NOT NULL GROUP BY j.id, j.name`;
  const all = [...queues.map(toBottleneck("queue")), ...journeys.map(toBottleneck("journey"))];
  const growth = ({ came, went }: Bottleneck) => came - went;
  return all.sort((one, other) => growth(other) - growth(one) || other.count - one.count).slice(0, MOST);
}

const toBottleneck =
  (kind: Bottleneck["kind"]) =>
  ({ since, ...row }: Row): Bottleneck => ({ kind, ...row, since: since?.toISOString() ?? null });
