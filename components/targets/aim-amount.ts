import { METRICS, type MetricDefinition, type MetricName } from "#core/metrics/definitions.ts";
import { type Aim, aimProblem, STATISTICS, type Statistic } from "#core/metrics/review-target.ts";

type Unit = MetricDefinition["unit"];

/** What people type a metric's number in, and how many of the metric's unit that is. */
export const TYPED_IN: Record<Unit, { words: string; size: number }> = {
  milliseconds: { words: "minutes", size: 60_000 },
  share: { words: "percent", size: 0.01 },
  count: { words: "", size: 1 },
  score: { words: "from −1 to 1", size: 1 },
};

/** As it is typed: 900 000 ms are 15 minutes. */
export function toTyped(unit: Unit, value: number): number {
  return Math.round((value / TYPED_IN[unit].size) * 100) / 100;
}

export function fromTyped(unit: Unit, typed: number): number {
  return Math.round(typed * TYPED_IN[unit].size * 10_000) / 10_000;
}

/** Of a share there is but one number: its mean. */
export function statisticsOf(name: MetricName): Statistic[] {
  if (METRICS[name].unit === "share") return ["mean"];
  return STATISTICS.filter((statistic) => aimProblem(METRICS[name], statistic) === null);
}

/** Times are to be short, everything else is to be much. */
export function usualAim(name: MetricName): Omit<Aim, "value"> {
  const { unit, headline } = METRICS[name];
  const [first = "mean", ...rest] = statisticsOf(name);
  const statistic = [first, ...rest].find((each) => each === headline) ?? first;
  return { statistic, comparison: unit === "milliseconds" ? "atMost" : "atLeast" };
}
