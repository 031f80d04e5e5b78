import type { Figure } from "#core/api/metrics.ts";
import type { MetricDefinition } from "#core/metrics/definitions.ts";

export const STATISTICS = ["value", "median", "mean", "p90"] as const;
export type Statistic = (typeof STATISTICS)[number];

export const COMPARISONS = ["atMost", "atLeast"] as const;

export interface Aim {
  statistic: Statistic;
  comparison: (typeof COMPARISONS)[number];
  /** In the metric's unit. */
  value: number;
}

/** Whether a figure is where it is to be; null where there is nothing to say it of. */
export function isReached({ statistic, comparison, value }: Aim, figure: Figure): boolean | null {
  const actual = figure[statistic];
  if (actual === null || (figure.n === 0 && statistic !== "value")) return null;
  return comparison === "atMost" ? actual <= value : actual >= value;
}

/** Why a metric cannot be aimed at by a statistic; null where it can. */
export function aimProblem({ unit, title }: MetricDefinition, statistic: Statistic): string | null {
  if (unit === "count" && statistic !== "value") return `${title} is a count: aim at its value.`;
  if (unit !== "count" && statistic === "value")
    return `${title} is no count: aim at its median, mean or p90.`;
  return null;
}
