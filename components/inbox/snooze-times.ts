import type { DateTime } from "luxon";

export interface SnoozeTime {
  label: string;
  /** ISO 8601 with offset. */
  until: string;
}

const MORNING = 9;

/** Times that people put things off to, in the zone of `now`, soonest first. */
export function snoozeTimes(now: DateTime): SnoozeTime[] {
  const morning = (day: DateTime) => day.startOf("day").set({ hour: MORNING });
  const nextMonday = now.startOf("week").plus({ weeks: 1 });
  const times: [string, DateTime][] = [
    ["In 1 hour", now.plus({ hours: 1 })],
    ["In 3 hours", now.plus({ hours: 3 })],
    ["Tomorrow at 9", morning(now.plus({ days: 1 }))],
    ["Monday at 9", morning(nextMonday)],
  ];
  return times.map(([label, at]) => ({ label, until: at.toISO() ?? "" }));
}
