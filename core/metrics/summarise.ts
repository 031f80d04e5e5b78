import type { Figure } from "#core/api/metrics.ts";
import type { MetricDefinition } from "#core/metrics/definitions.ts";

/** What a database or a list of values says of a set of samples. */
export interface Spread {
  n: number;
  median: number | null;
  p90: number | null;
  mean: number | null;
  max: number | null;
}

export const NOTHING: Spread = { n: 0, median: null, p90: null, mean: null, max: null };

/** The spread of values; quantiles between two values are interpolated, as in Postgres's percentile_cont. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) return NOTHING;
  const sorted = [...values].sort((one, other) => one - other);
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    n: sorted.length,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    mean: sum / sorted.length,
    max: sorted.at(-1) ?? null,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** A spread as a metric tells it: a count has no median, and stands for itself. */
export function figureOf({ unit, headline }: MetricDefinition, spread: Spread): Figure {
  if (unit === "count") return { ...NOTHING, n: spread.n, value: spread.n };
  const { n, median, p90, mean, max } = spread;
  return { n, median, p90, mean, max, value: headline === "value" ? n : null };
}
