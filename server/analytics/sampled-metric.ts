import type { Figure } from "#core/api/metrics.ts";
import { AppError } from "#core/errors.ts";
import { workingMilliseconds } from "#core/hours/working-time.ts";
import { METRICS } from "#core/metrics/definitions.ts";
import { figureOf, NOTHING, type Spread, spreadOf } from "#core/metrics/summarise.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type SampledMetric, samplesOf } from "#server/analytics/metric-samples.ts";
import { bucketsOf, type Scope } from "#server/analytics/metric-scope.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Figures {
  totals: Figure;
  groups: { key: string; totals: Figure }[];
  series: { at: string; group: string | null; figure: Figure }[];
}

/** A line of the summary: of everything, of an interval, of a group, or of a group in an interval. */
interface Line extends Spread {
  bucket: Date | null;
  grp: string | null;
}

const GROUP_COLUMN = {
  channel: Prisma.sql`coalesce(s.channel::text, 'none')`,
  team: Prisma.sql`coalesce(s.team_id::text, 'none')`,
  agent: Prisma.sql`coalesce(s.user_id::text, 'none')`,
  sentiment: Prisma.sql`coalesce(s.label, 'none')`,
  presence: Prisma.sql`coalesce(s.label, 'none')`,
};

/** Samples fetched at most for figures in business hours, which the database cannot compute. */
const MOST_SAMPLES = 200_000;

/** Figures of a metric that is made of samples, by interval and group. */
export async function sampledMetric(tx: Transaction, name: SampledMetric, scope: Scope): Promise<Figures> {
  if (scope.groupBy === "sentiment" && name !== "sentiment") {
    throw new AppError("invalid_request", `groupBy: ${name} has no sentiment to group by.`);
  }
  if (scope.groupBy === "presence" && name !== "presence_time") {
    throw new AppError("invalid_request", `groupBy: ${name} has no presence to group by.`);
  }
  const lines = scope.hours ? await linesInHours(tx, name, scope) : await linesInDatabase(tx, name, scope);
  const figure = (line: Spread) => figureOf(METRICS[name], line);
  const find = (bucket: number | null, grp: string | null) =>
    lines.find((line) => (line.bucket?.getTime() ?? null) === bucket && line.grp === grp) ?? NOTHING;
  const groups = lines.filter((line) => line.bucket === null && line.grp !== null);
  const byGroup = scope.groupBy ? groups.map((line) => line.grp) : [null];
  return {
    totals: figure(find(null, null)),
    groups: groups.map((line) => ({ key: line.grp ?? "none", totals: figure(line) })),
    series: byGroup.flatMap((group) =>
      bucketsOf(scope).map((at) => ({
        at: at.toISOString(),
        group,
        figure: figure(find(at.getTime(), group)),
      })),
    ),
  };
}

function cut(name: SampledMetric, { from, to, filter }: Scope): Prisma.Sql {
  return Prisma.sql`(${samplesOf(name, from, to)}) AS s
    WHERE s.at >= ${from} AND s.at < ${to} AND ${filter}`;
}

/** The bucket of a sample; the cast keeps the driver from reading it in the server's own zone. */
function bucketColumn({ interval, timezone }: Scope): Prisma.Sql {
  return Prisma.sql`date_trunc(${interval}, s.at, ${timezone})`;
}

async function linesInDatabase(tx: Transaction, name: SampledMetric, scope: Scope): Promise<Line[]> {
  const group = scope.groupBy ? GROUP_COLUMN[scope.groupBy] : Prisma.sql`NULL::text`;
  const sets = scope.groupBy ? Prisma.sql`((), (bucket), (grp), (bucket, grp))` : Prisma.sql`((), (bucket))`;
  const grouping = scope.groupBy ? Prisma.sql`grp` : Prisma.sql`NULL::text`;
  return tx.$queryRaw<Line[]>`
    SELECT bucket, ${grouping} AS grp, count(*)::int AS n, avg(value) AS mean, max(value) AS max,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median,
      percentile_cont(0.9) WITHIN GROUP (ORDER BY value) AS p90
    FROM (SELECT ${bucketColumn(scope)} AS bucket, ${group} AS grp, s.value FROM ${cut(name, scope)}) AS t
    GROUP BY GROUPING SETS ${sets}`;
}

const IN_HOURS: ReadonlySet<SampledMetric> = new Set([
  "first_response_time",
  "response_time",
  "resolution_time",
  "last_resolution_time",
]);

async function linesInHours(tx: Transaction, name: SampledMetric, scope: Scope): Promise<Line[]> {
  const { hours } = scope;
  if (!hours || !IN_HOURS.has(name)) {
    throw new AppError("invalid_request", `businessHours: ${name} is not a duration, so it knows no hours.`);
  }
  const group = scope.groupBy ? GROUP_COLUMN[scope.groupBy] : Prisma.sql`NULL::text`;
  const rows = await tx.$queryRaw<{ at: Date; bucket: Date; grp: string | null; value: number }[]>`
    SELECT s.at, ${bucketColumn(scope)} AS bucket, ${group} AS grp, s.value
    FROM ${cut(name, scope)} ORDER BY s.at DESC LIMIT ${MOST_SAMPLES}`;
  const sets = new Map<string, { bucket: Date | null; grp: string | null; values: number[] }>();
  for (const { at, bucket, grp, value } of rows) {
    const worked = workingMilliseconds(hours, at.getTime() - value, at.getTime());
    const groups = grp === null ? [null] : [null, grp];
    for (const place of groups.flatMap((each) =>
      [null, bucket].map((when) => ({ bucket: when, grp: each })),
    )) {
      const key = `${place.bucket?.getTime()} ${place.grp}`;
      const set = sets.get(key) ?? { ...place, values: [] };
      sets.set(key, set);
      set.values.push(worked);
    }
  }
  return [...sets.values()].map(({ bucket, grp, values }) => ({ bucket, grp, ...spreadOf(values) }));
}
