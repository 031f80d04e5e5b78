import type { BusinessWeek } from "#core/hours/is-open.ts";
import { openSpans } from "#core/hours/open-spans.ts";

/** Longer spans are cut: nobody reads a response time of more than ten years. */
const LONGEST = 3_660 * 86_400_000;

/** How much of a span (epoch milliseconds) lies in business hours, in milliseconds on the wall clock of their zone. */
export function workingMilliseconds(week: BusinessWeek, from: number, to: number): number {
  let total = 0;
  for (const { start, end } of openSpans(week, from, Math.min(to, from + LONGEST))) total += end - start;
  return total;
}

/** The moment by which so much business time has passed; null where the hours do not hold as much in ten years. */
export function afterWorkingMilliseconds(
  week: BusinessWeek,
  from: number,
  milliseconds: number,
): number | null {
  if (milliseconds <= 0) return from;
  let left = milliseconds;
  for (const { start, end } of openSpans(week, from, from + LONGEST)) {
    if (end - start >= left) return start + left;
    left -= end - start;
  }
  return null;
}
