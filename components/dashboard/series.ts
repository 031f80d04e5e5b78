import { headlineOf } from "#components/dashboard/figure-words.ts";
import type { Metric } from "#core/api/metrics.ts";

export interface Point {
  at: string;
  now: number | null;
  before: number | null;
  n: number;
}

/** A period's points, each beside the one at the same place of the period before. */
export function joinSeries(current: Metric, previous: Metric | undefined): Point[] {
  const plain = (metric: Metric) => metric.series.filter((point) => point.group === null);
  const earlier = previous ? plain(previous) : [];
  return plain(current).map((point, index) => {
    const twin = earlier[index];
    return {
      at: point.at,
      now: headlineOf(current, point.figure),
      before: twin && previous ? headlineOf(previous, twin.figure) : null,
      n: point.figure.n,
    };
  });
}

/** The hour, day or week that a point stands for, in the viewer's zone. */
export function pointName(at: string, interval: "hour" | "day" | "week" | "month", locale?: string): string {
  const time = new Date(at);
  if (interval === "hour") return time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const day = time.toLocaleDateString(locale, { day: "numeric", month: "short" });
  return interval === "week" ? `Week of ${day}` : day;
}
