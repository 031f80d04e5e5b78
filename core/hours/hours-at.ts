import { type BusinessWeek, isOpenAt } from "#core/hours/is-open.ts";
import { openSpans } from "#core/hours/open-spans.ts";

/** Hours that do not open within this many milliseconds count as never opening again. */
const LONGEST = 400 * 86_400_000;

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
  const [next] = openSpans(week, at, at + LONGEST);
  return next?.start ?? null;
}
