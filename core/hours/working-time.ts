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
    for (const period of periodsOn(week, day)) {
      const start = at(day, period.from);
      const end = period.to > period.from ? at(day, period.to) : at(day.plus({ days: 1 }), period.to);
      total += Math.max(0, Math.min(end, to) - Math.max(start, from));
    }
    day = day.plus({ days: 1 });
  }
  return total;
}

/** By the clock on the wall, so that a day on which clocks change has its hours right. */
function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  const base = hour === 24 ? day.plus({ days: 1 }).startOf("day") : day.set({ hour, minute });
  return base.toMillis();
}
