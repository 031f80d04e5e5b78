import { durationWords } from "#components/ui/time-words.ts";
import type { Figure, Metric } from "#core/api/metrics.ts";

/** A metric's number in words: "4 min 12 s", "1,204", "+0.31". */
export function figureWords(unit: Metric["unit"], value: number | null): string {
  if (value === null) return "–";
  if (unit === "milliseconds") return durationWords(value);
  if (unit === "share") return `${Math.round(value * 1000) / 10}%`;
  if (unit === "score") return `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
  return value.toLocaleString();
}

/** The number that stands for the metric. */
export function headlineOf(metric: Pick<Metric, "headline">, figure: Figure): number | null {
  return figure[metric.headline];
}

export interface Change {
  words: string;
  direction: "up" | "down" | "same";
}

/** How a number differs from the period before; null where either is missing or nothing can be compared. */
export function changeOf(unit: Metric["unit"], now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const direction = now > before ? "up" : now < before ? "down" : "same";
  if (direction === "same") return { words: "as before", direction };
  if (unit === "score") return { words: figureWords("score", now - before), direction };
  if (before === 0) return null;
  const percent = Math.round(((now - before) / Math.abs(before)) * 100);
  if (percent === 0) return { words: "as before", direction: "same" };
  if (Math.abs(percent) >= 300) return { words: `${(now / before).toFixed(1)}×`, direction };
  return { words: `${percent > 0 ? "+" : "−"}${Math.abs(percent)}%`, direction };
}
