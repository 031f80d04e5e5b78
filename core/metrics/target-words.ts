import { Duration } from "luxon";
import type { MetricTarget } from "#core/api/metric-targets.ts";
import type { MetricDefinition } from "#core/metrics/definitions.ts";

type Unit = MetricDefinition["unit"];

/** A number of a metric: "15 minutes", "92.5%", "120". */
function amountWords(unit: Unit, value: number): string {
  if (unit === "share") return `${Math.round(value * 1000) / 10}%`;
  if (unit === "count") return String(value);
  if (unit === "score") return value.toFixed(2);
  const minutes = Math.round(value / 60_000);
  if (minutes === 0) return `${Math.round(value / 1000)} seconds`;
  return Duration.fromObject({ hours: Math.floor(minutes / 60), minutes: minutes % 60 })
    .toHuman({ unitDisplay: "long" })
    .replace(/^0 hours, /, "")
    .replace(/, 0 minutes$/, "");
}

/** "at most 15 minutes". */
export function aimWords(
  unit: Unit,
  { comparison, value }: Pick<MetricTarget, "comparison" | "value">,
): string {
  return `${comparison === "atMost" ? "at most" : "at least"} ${amountWords(unit, value)}`;
}

/** "First response time of Front desk: median 12 minutes, to be at most 15 minutes (n 40)". */
export function targetLine({ title, unit }: MetricDefinition, target: MetricTarget): string {
  const { statistic, figure, team, agent } = target;
  const actual = figure[statistic];
  const of = team ?? agent;
  const what = unit === "count" ? "" : `${statistic} `;
  const now = actual === null ? "nothing" : `${what}${amountWords(unit, actual)}`;
  return `${title}${of ? ` of ${of.name}` : ""}: ${now}, to be ${aimWords(unit, target)} (n ${figure.n})`;
}
