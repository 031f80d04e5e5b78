import { hoursAt } from "#core/hours/hours-at.ts";
import type { OpenPeriod, Weekday } from "#core/hours/is-open.ts";

export const DAYS: readonly { key: Weekday; name: string; short: string }[] = [
  { key: "mon", name: "Monday", short: "Mon" },
  { key: "tue", name: "Tuesday", short: "Tue" },
  { key: "wed", name: "Wednesday", short: "Wed" },
  { key: "thu", name: "Thursday", short: "Thu" },
  { key: "fri", name: "Friday", short: "Fri" },
  { key: "sat", name: "Saturday", short: "Sat" },
  { key: "sun", name: "Sunday", short: "Sun" },
];

interface Hours {
  timezone: string;
  weekly: Partial<Record<Weekday, OpenPeriod[]>>;
  holidays: { date: string; periods?: OpenPeriod[] }[];
}

const periodWords = ({ from, to }: OpenPeriod) => `${from}–${to}`;

/** "Mon–Fri 08:00–12:00 and 13:00–17:00, Sat 09:00–12:00"; days with the same hours stand together. */
export function weekWords(weekly: Hours["weekly"]): string {
  const runs: { first: string; last: string; words: string }[] = [];
  let isOpenBefore = false;
  for (const { key, short } of DAYS) {
    const words = (weekly[key] ?? []).map(periodWords).join(" and ");
    const last = runs.at(-1);
    if (words && isOpenBefore && last?.words === words) last.last = short;
    else if (words) runs.push({ first: short, last: short, words });
    isOpenBefore = words !== "";
  }
  if (runs.length === 0) return "Never open";
  return runs
    .map(({ first, last, words }) => `${first === last ? first : `${first}–${last}`} ${words}`)
    .join(", ");
}

/** Whether they are open at a moment (epoch ms), in words on the clock of their own zone. */
export function openWords(hours: Hours, now: number): { open: boolean; words: string } {
  const { open, opensAt } = hoursAt(hours, now);
  if (open) return { open, words: "Open now" };
  if (opensAt === null || opensAt === undefined) return { open, words: "Closed, and never opens again" };
  const form: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: hours.timezone,
  };
  return { open, words: `Closed, opens ${new Intl.DateTimeFormat("en-GB", form).format(opensAt)}` };
}
