import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  createMetricTargetSchema,
  MetricTarget,
  patchMetricTargetSchema,
} from "#core/api/metric-targets.ts";
import { metricNameSchema } from "#core/api/metrics.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { METRICS, type MetricName } from "#core/metrics/definitions.ts";
import { type Aim, aimProblem, isReached, type Statistic } from "#core/metrics/review-target.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { readMetric } from "#server/analytics/read-metric.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireTeamId, requireUserId } from "#server/platform/require-rows.ts";
import { armReview } from "#server/targets/arm-review.ts";

const WEEK = 7 * 86_400_000;

const withNames = {
  team: { select: { id: true, name: true } },
  user: { select: { id: true, name: true } },
} satisfies Prisma.MetricTargetInclude;

type Row = Prisma.MetricTargetGetPayload<{ include: typeof withNames }>;

async function toTarget(actor: Actor, row: Row): Promise<MetricTarget> {
  const metric = metricNameSchema.parse(row.metric);
  const aim = { statistic: row.statistic, comparison: row.comparison, value: row.value } as Aim;
  const { totals } = await readMetric(actor, metric, {
    from: new Date(Date.now() - WEEK).toISOString(),
    interval: "week",
    ...(row.teamId && { team: row.teamId }),
    ...(row.userId && { agent: row.userId }),
  });
  return {
    id: row.id,
    metric,
    ...aim,
    team: row.team,
    agent: row.user,
    figure: totals,
    reached: isReached(aim, totals),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Targets with the figures of the last seven days beside them. */
export async function listMetricTargets(actor: Actor, query: PageQuery): Promise<Page<MetricTarget>> {
  authorize(actor, "metrics.viewAll");
  const rows = await transact(actor, (tx) =>
    tx.metricTarget.findMany({ ...idPage(query, "asc"), include: withNames }),
  );
  const page = toIdPage(query, rows, (row) => row);
  const data: MetricTarget[] = [];
  for (const row of page.data) data.push(await toTarget(actor, row));
  return { ...page, data };
}

export async function getMetricTarget(actor: Actor, id: string): Promise<MetricTarget> {
  authorize(actor, "metrics.viewAll");
  return toTarget(actor, await findTarget(actor, id));
}

/** @throws AppError invalid_input where the statistic is none of the metric's, or the team or agent is not there */
export async function createMetricTarget(
  actor: Actor,
  { team, agent, ...aim }: z.output<typeof createMetricTargetSchema>,
): Promise<MetricTarget> {
  authorize(actor, "conversations.manage");
  requireAim(aim.metric, aim.statistic);
  const id = uuidv7();
  await transact(actor, async (tx) => {
    const teamId = team ? await requireTeamId(tx, team) : null;
    const userId = agent ? await requireUserId(tx, agent) : null;
    await tx.metricTarget.create({ data: { id, workspaceId: actor.workspaceId, ...aim, teamId, userId } });
    await writeAudit(tx, actor, {
      action: "metric_target.created",
      subjectType: "metricTarget",
      subjectId: id,
    });
    await armReview(tx, actor.workspaceId, new Date());
  });
  return getMetricTarget(actor, id);
}

export async function patchMetricTarget(
  actor: Actor,
  id: string,
  given: z.output<typeof patchMetricTargetSchema>,
): Promise<MetricTarget> {
  authorize(actor, "conversations.manage");
  const row = await findTarget(actor, id);
  if (given.statistic) requireAim(row.metric as MetricName, given.statistic);
  await transact(actor, async (tx) => {
    await tx.metricTarget.update({ where: { id }, data: given });
    const change = { fields: Object.keys(given) };
    const line = { action: "metric_target.updated", subjectType: "metricTarget", subjectId: id, change };
    await writeAudit(tx, actor, line);
  });
  return getMetricTarget(actor, id);
}

export async function deleteMetricTarget(actor: Actor, id: string): Promise<void> {
  authorize(actor, "conversations.manage");
  await findTarget(actor, id);
  await transact(actor, async (tx) => {
    await tx.metricTarget.delete({ where: { id } });
    await writeAudit(tx, actor, {
      action: "metric_target.deleted",
      subjectType: "metricTarget",
      subjectId: id,
    });
  });
}

async function findTarget(actor: Actor, id: string): Promise<Row> {
  const row = await transact(actor, (tx) => tx.metricTarget.findFirst({ where: { id }, include: withNames }));
  if (!row) throw new AppError("not_found", "There is no such target.");
  return row;
}

function requireAim(metric: MetricName, statistic: Statistic): void {
  const message = aimProblem(METRICS[metric], statistic);
  if (!message) return;
  const problem = { code: "invalid_field", severity: "error", path: "statistic", message } as const;
  throw new AppError("invalid_input", message, { problems: [problem] });
}
