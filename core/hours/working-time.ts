import { DateTime } from "luxon";
import { type BusinessWeek, periodsOn } from "#core/hours/is-open.ts";

/** Longer spans are cut: nobody reads a response time of more than ten years. */
const MOST_DAYS = 3_660;

/** How much of a span (epoch milliseconds) lies in business hours, in milliseconds on the wall clock of their zone. */
export function workingMilliseconds(week: BusinessWeek, from: number, to: number): number {
  let total = 0;
  // A period of the day before may reach past midnight.
  let day = DateTime.fromMillis(from, { zone: week.timezone }).startOf("day").minus({ days: 1 });
  for (let days = 0; days < MOST_DAYS && day.toMillis() < to; days++) {
    for (const { start, end } of spansOn(week, day)) {
      total += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
    day = day.plus({ days: 1 });
  }
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
  let day = DateTime.fromMillis(from, { zone: week.timezone }).startOf("day").minus({ days: 1 });
  for (let days = 0; days < MOST_DAYS; days++) {
    for (const { start, end } of spansOn(week, day)) {
      const begin = Math.max(start, from);
      if (end - begin >= left) return begin + left;
      left -= Math.max(0, end - begin);
    }
    day = day.plus({ days: 1 });
  }
  return null;
}

/** A day's periods as epoch milliseconds, in order; the last may reach past midnight. */
function spansOn(week: BusinessWeek, day: DateTime): { start: number; end: number }[] {
  const spans = periodsOn(week, day).map(({ from, to }) => ({
    start: at(day, from),
    end: to > from ? at(day, to) : at(day.plus({ days: 1 }), to),
  }));
  return spans.sort((one, other) => one.start - other.start);
}

/** By the clock on the wall, so that a day on which clocks change has its hours right. */
function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const base = hour === 24 ? day.plus({ days: 1 }).startOf("day") : day.set({ hour, minute });
  return base.toMillis();
}
