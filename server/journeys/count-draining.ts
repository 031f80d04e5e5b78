import type { JourneyVersionSummary } from "#core/api/journeys.ts";
import type { Transaction } from "#server/platform/database.ts";

type Draining = NonNullable<JourneyVersionSummary["draining"]>;

/** Versions before one that was published to drain: how many of the runs they had then are still under way. */
export async function countDraining(
  tx: Transaction,
  workspaceId: string,
  journeyId: string,
): Promise<Map<string, Draining>> {
  const rows = await tx.$queryRaw<{ id: string; since: Date; total: number; left: number }[]>`
    SELECT v.id, w.published_at AS since, count(r.id)::int AS total,
      count(r.id) FILTER (WHERE r.ended_at IS NULL)::int AS left
    FROM journey_versions v
    JOIN LATERAL (
      SELECT published_at FROM journey_versions n
      WHERE n.journey_id = v.journey_id AND n.number > v.number AND n.strategy = 'drain' ORDER BY n.number LIMIT 1
    ) w ON true
    LEFT JOIN runs r ON r.version_id = v.id AND (r.ended_at IS NULL OR r.ended_at > w.published_at)
    WHERE v.workspace_id = ${workspaceId}::uuid AND v.journey_id = ${journeyId}::uuid
    GROUP BY v.id, w.published_at`;
  return new Map(rows.map(({ id, since, ...counts }) => [id, { since: since.toISOString(), ...counts }]));
}
