import { z } from "zod";
import { idSchema, namedSchema, timeSchema } from "#core/api/fields.ts";
import { figureSchema, metricNameSchema } from "#core/api/metrics.ts";
import { COMPARISONS, STATISTICS } from "#core/metrics/review-target.ts";

const aim = {
  metric: metricNameSchema,
  statistic: z.enum(STATISTICS),
  comparison: z.enum(COMPARISONS),
  /** In the metric's unit: milliseconds, a count, a score, or a share from 0 to 1. */
  value: z.number(),
};

/** What a metric is to be over a week: "the median first response of the front desk, at most 15 minutes". */
export const metricTargetSchema = z
  .strictObject({
    id: idSchema,
    ...aim,
    team: namedSchema.nullable(),
    agent: namedSchema.nullable(),
    /** Of the last seven days. */
    figure: figureSchema,
    /** Null where nothing happened that it could be said of. */
    reached: z.boolean().nullable(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
  })
  .meta({ id: "MetricTarget" });

export const createMetricTargetSchema = z
  .strictObject({
    ...aim,
    /** Id or key of a team, or id or e-mail of an agent; neither for the whole workspace. */
    team: z.string().max(100).optional(),
    agent: z.string().max(254).optional(),
  })
  .refine(({ team, agent }) => team === undefined || agent === undefined, {
    error: "Name a team or an agent, not both",
    path: ["agent"],
  });

export const patchMetricTargetSchema = z.strictObject({
  statistic: aim.statistic.optional(),
  comparison: aim.comparison.optional(),
  value: aim.value.optional(),
});

export type MetricTarget = z.output<typeof metricTargetSchema>;
export type CreateMetricTarget = z.input<typeof createMetricTargetSchema>;
