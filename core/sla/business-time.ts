import type { BusinessWeek } from "#core/hours/is-open.ts";
import { afterWorkingMilliseconds, workingMilliseconds } from "#core/hours/working-time.ts";
import { calendarTime, type WorkingTime } from "#core/sla/sla-clock.ts";

/** Hours that never open again: far enough that nobody waits for it, near enough for a date. */
const NEVER = 3_660 * 86_400_000;

/** Time as business hours count it, on the wall clock of their own zone; calendar time where there are none. */
export function businessTime(week: BusinessWeek | null): WorkingTime {
  if (!week) return calendarTime;
  return {
    between: (from, to) => workingMilliseconds(week, from.getTime(), to.getTime()),
    after: (from, milliseconds) =>
      new Date(afterWorkingMilliseconds(week, from.getTime(), milliseconds) ?? from.getTime() + NEVER),
  };
}
