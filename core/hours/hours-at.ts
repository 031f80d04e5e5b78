import { DateTime } from "luxon";
import { type BusinessWeek, isOpenAt, periodsOn } from "#core/hours/is-open.ts";

/** Hours that do not open within this many days count as never opening again. */
const MOST_DAYS = 400;

/** Whether business hours are open at a moment, and if not, when they open next; null where they never do. All in epoch ms. */
export function hoursAt(week: BusinessWeek, at: number): { open: boolean; opensAt?: number | null } {
  return isOpenAt(week, at) ? { open: true } : { open: false, opensAt: nextOpening(week, at) };
}

function nextOpening(week: BusinessWeek, at: number): number | null {
  let day = DateTime.fromMillis(at, { zone: week.timezone }).startOf("day");
  if (!day.isValid) return null;
  for (let days = 0; days <= MOST_DAYS; days += 1) {
    const starts = periodsOn(week, day)
      .map(({ from }) => startOn(day, from))
      .filter((start) => start > at);
    if (starts.length > 0) return Math.min(...starts);
    day = day.plus({ days: 1 });
  }
  return null;
}

/** By the clock on the wall, so that a day on which clocks change opens at its usual time. */
function startOn(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return day.set({ hour, minute }).toMillis();
}
