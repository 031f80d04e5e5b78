import type { Figure } from "#core/api/metrics.ts";
import { AppError } from "#core/errors.ts";
import { METRICS } from "#core/metrics/definitions.ts";
import { figureOf, spreadOf } from "#core/metrics/summarise.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { bucketsOf, type Scope } from "#server/analytics/metric-scope.ts";
import type { Figures } from "#server/analytics/sampled-metric.ts";
import type { Transaction } from "#server/platform/database.ts";

const GROUP_COLUMN = {
  channel: Prisma.sql`s.channel::text`,
  team: Prisma.sql`coalesce(s.team_id::text, 'none')`,
  agent: Prisma.sql`coalesce(s.user_id::text, 'none')`,
};

function groupColumn({ groupBy, hours }: Scope, name: string): Prisma.Sql {
  if (hours)
    throw new AppError("invalid_request", `businessHours: ${name} is counted by the calendar alone.`);
  if (groupBy === "sentiment" || groupBy === "presence") {
    throw new AppError("invalid_request", `groupBy: ${name} has no ${groupBy} to group by.`);
  }
  return groupBy ? GROUP_COLUMN[groupBy] : Prisma.sql`NULL::text`;
}

/** Who waits at this moment and for how long; there is no series, since waits that are over leave none open. */
export async function waitingNow(tx: Transaction, scope: Scope): Promise<Figures> {
  const group = groupColumn(scope, "waiting_now");
  const rows = await tx.$queryRaw<{ grp: string | null; waited: number }[]>`
    SELECT ${group} AS grp, extract(epoch FROM now() - s.waiting_since)::float8 * 1000 AS waited
    FROM (
      SELECT id AS conversation_id, channel, team_id, assignee_id AS user_id, waiting_since
      FROM conversations
      WHERE waiting_since IS NOT NULL AND status IN ('new', 'in_progress', 'snoozed') AND NOT is_test
        AND NOT quiet AND merged_into_id IS NULL
    ) AS s WHERE ${scope.filter}`;
  const figure = (waits: number[]) => figureOf(METRICS.waiting_now, spreadOf(waits));
  const groups = [...new Set(rows.map((row) => row.grp))].filter((key) => key !== null);
  return {
    totals: figure(rows.map((row) => row.waited)),
    groups: groups.map((key) => ({
      key,
      totals: figure(rows.filter((row) => row.grp === key).map((row) => row.waited)),
    })),
    series: [],
  };
}

/**
 * How many conversations were open at the end of each interval: they enter with the first inbound message, leave when
 * resolved or marked as spam, and come back when reopened.
 */
export async function openConversations(tx: Transaction, scope: Scope): Promise<Figures> {
  const group = groupColumn(scope, "open_conversations");
  const { from, to, timezone, interval, filter } = scope;
  const rows = await tx.$queryRaw<{ grp: string | null; bucket: Date | null; change: number }[]>`
    WITH entered AS (
      SELECT conversation_id, min(occurred_at) AS at FROM events
      WHERE type = 'message.received' AND (data->>'first')::boolean AND NOT is_test AND occurred_at < ${to}
      GROUP BY conversation_id
    ), changes AS (
      SELECT conversation_id, at, 1 AS change FROM entered
      UNION ALL
      SELECT e.conversation_id, e.occurred_at,
        CASE WHEN e.data->>'to' IN ('resolved', 'spam') THEN -1 ELSE 1 END
      FROM events e JOIN entered n ON n.conversation_id = e.conversation_id AND e.occurred_at > n.at
      WHERE e.type = 'conversation.status_changed' AND e.occurred_at < ${to}
        AND (e.data->>'to' IN ('resolved', 'spam')) <> (e.data->>'from' IN ('resolved', 'spam'))
    ), s AS (
      SELECT changes.*, c.channel, c.team_id, c.assignee_id AS user_id
      FROM changes JOIN conversations c ON c.id = changes.conversation_id
    )
    SELECT ${group} AS grp, CASE WHEN s.at >= ${from} THEN date_trunc(${interval}, s.at, ${timezone}) END AS bucket,
      sum(s.change)::int AS change
    FROM s WHERE ${filter} GROUP BY 1, 2`;
  const keys = [...new Set(rows.map((row) => row.grp))].filter((key) => key !== null);
  const sum = (key: string | null, until?: Date) =>
    rows
      .filter((row) => key === null || row.grp === key)
      .filter((row) => until === undefined || row.bucket === null || row.bucket <= until)
      .reduce((total, row) => total + row.change, 0);
  return {
    totals: count(sum(null)),
    groups: keys.map((key) => ({ key, totals: count(sum(key)) })),
    series: (scope.groupBy ? keys : [null]).flatMap((key) =>
      bucketsOf(scope).map((at) => ({ at: at.toISOString(), group: key, figure: count(sum(key, at)) })),
    ),
  };
}

function count(n: number): Figure {
  return { n, value: n, median: null, p90: null, mean: null, max: null };
}
