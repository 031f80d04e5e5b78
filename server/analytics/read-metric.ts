import { type Metric, type MetricQuery, metricNameSchema } from "#core/api/metrics.ts";
import { AppError } from "#core/errors.ts";
import { METRIC_NAMES, METRICS, type MetricName } from "#core/metrics/definitions.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { readScope, type Scope } from "#server/analytics/metric-scope.ts";
import { openConversations, waitingNow } from "#server/analytics/present-state.ts";
import { type Figures, sampledMetric } from "#server/analytics/sampled-metric.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** A figure over a period, with the period before, by group and interval, and where its events are. */
export async function readMetric(actor: Actor, given: string, query: MetricQuery): Promise<Metric> {
  authorize(actor, "metrics.view");
  const name = metricNameSchema.safeParse(given).data;
  if (!name) {
    throw new AppError("not_found", `There is no such metric; there are ${METRIC_NAMES.join(", ")}.`);
  }
  const { title, definition, unit, headline } = METRICS[name];
  return transact(actor, async (tx) => {
    const scope = await readScope(tx, actor, query);
    const figures = await figuresOf(tx, name, scope);
    const before = name === "waiting_now" ? null : await figuresOf(tx, name, periodBefore(scope));
    const names = await groupNames(tx, scope, figures);
    return {
      name,
      title,
      definition,
      unit,
      headline,
      from: scope.from.toISOString(),
      to: scope.to.toISOString(),
      timezone: scope.timezone,
      businessHours: query.businessHours ?? null,
      totals: figures.totals,
      before: before?.totals ?? null,
      groups: figures.groups.map((group) => ({ ...group, name: names.get(group.key) ?? group.key })),
      series: figures.series,
      eventsUrl: eventsUrl(name, scope, query),
    };
  });
}

function figuresOf(tx: Transaction, name: MetricName, scope: Scope): Promise<Figures> {
  if (name === "waiting_now") return waitingNow(tx, scope);
  if (name === "open_conversations") return openConversations(tx, scope);
  return sampledMetric(tx, name, scope);
}

function periodBefore(scope: Scope): Scope {
  const length = scope.to.getTime() - scope.from.getTime();
  return { ...scope, from: new Date(scope.from.getTime() - length), to: scope.from, groupBy: undefined };
}

async function groupNames(tx: Transaction, { groupBy }: Scope, { groups }: Figures) {
  const ids = groups.map((group) => group.key).filter((key) => key !== "none");
  const args = { where: { id: { in: ids } }, select: { id: true, name: true } };
  const rows =
    groupBy === "team"
      ? await tx.team.findMany(args)
      : groupBy === "agent"
        ? await tx.user.findMany(args)
        : [];
  return new Map(rows.map((row) => [row.id, row.name]));
}

function eventsUrl(name: MetricName, { from, to, agentId, teamId }: Scope, { channel }: MetricQuery): string {
  const search = new URLSearchParams({ type: METRICS[name].events.join(","), test: "false" });
  if (METRICS[name].kind === "period") search.set("from", from.toISOString());
  search.set("to", to.toISOString());
  if (channel?.length === 1 && channel[0]) search.set("channel", channel[0]);
  if (agentId) search.set("user", agentId);
  if (teamId) search.set("team", teamId);
  return `/api/v1/event-log?${search}`;
}
