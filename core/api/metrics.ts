import { z } from "zod";
import { channelSchema, timeSchema, zoneSchema } from "#core/api/fields.ts";
import { listOf } from "#core/api/page.ts";
import { METRIC_NAMES } from "#core/metrics/definitions.ts";

export const GROUPINGS = ["channel", "team", "agent", "sentiment", "presence"] as const;
export const INTERVALS = ["hour", "day", "week", "month"] as const;

export const metricNameSchema = z.enum(METRIC_NAMES);

export const metricQuerySchema = z.object({
  /** By default thirty days before `to`. */
  from: timeSchema.optional(),
  /** By default now. */
  to: timeSchema.optional(),
  groupBy: z.enum(GROUPINGS).optional(),
  interval: z.enum(INTERVALS).default("day"),
  /** IANA zone in which days and weeks begin; by default the workspace's. */
  timezone: zoneSchema.optional(),
  /** Key of business hours: durations then count only the time within them. */
  businessHours: z.string().max(63).optional(),
  channel: listOf(channelSchema).optional(),
  /** Id or key. */
  team: z.string().max(100).optional(),
  /** Id or e-mail. */
  agent: z.string().max(254).optional(),
});

/** Durations are in milliseconds; what does not apply to a metric is null. */
export const figureSchema = z
  .strictObject({
    n: z.int(),
    value: z.number().nullable(),
    median: z.number().nullable(),
    p90: z.number().nullable(),
    mean: z.number().nullable(),
    max: z.number().nullable(),
  })
  .meta({ id: "Figure" });

export const metricSchema = z
  .strictObject({
    name: metricNameSchema,
    title: z.string(),
    definition: z.string(),
    unit: z.enum(["count", "milliseconds", "score", "share"]),
    /** Which of `figure`'s numbers is the headline. */
    headline: z.enum(["value", "median", "mean"]),
    from: timeSchema,
    to: timeSchema,
    timezone: z.string(),
    businessHours: z.string().nullable(),
    totals: figureSchema,
    /** The period of the same length before. */
    before: figureSchema.nullable(),
    groups: z.array(z.strictObject({ key: z.string(), name: z.string(), totals: figureSchema })),
    series: z.array(z.strictObject({ at: timeSchema, group: z.string().nullable(), figure: figureSchema })),
    /** Where the events behind the figure are listed. */
    eventsUrl: z.string(),
  })
  .meta({ id: "Metric" });

export type MetricQuery = z.output<typeof metricQuerySchema>;
export type Metric = z.output<typeof metricSchema>;
export type Figure = z.output<typeof figureSchema>;
