import { DateTime } from "luxon";
import { type BusinessWeek, isOpenAt, periodsOn } from "#core/hours/is-open.ts";

/** Hours that do not open within this many days count as never opening again. */
const MOST_DAYS = 400;

export interface HoursNow {
  open: boolean;
  /** Where they are closed: when they open next (epoch ms), or null where they never do. */
  opensAt?: number | null;
}

/** The same for several hours by key. Each is worked out when it is first looked at, since few are and it takes a while. */
export function hoursByKey(
  weeks: readonly { key: string; week: BusinessWeek }[],
  at: number,
): Record<string, HoursNow> {
  const hours: Record<string, HoursNow> = {};
  for (const { key, week } of weeks) {
    let known: HoursNow | undefined;
    const get = () => {
      known ??= hoursAt(week, at);
      return known;
    };
    Object.defineProperty(hours, key, { enumerable: true, get });
  }
  return hours;
}

/** Whether business hours are open at a moment, and if not, when they open next. */
export function hoursAt(week: BusinessWeek, at: number): HoursNow {
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
