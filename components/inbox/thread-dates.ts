import { DateTime } from "luxon";

/** The viewer's calendar day, as a key. */
export function calendarDay(at: string): string {
  return DateTime.fromISO(at).toISODate() ?? at;
}

/** "Today", "Yesterday", "Tuesday" within the week, else "2 March" with the year where it is another. */
export function dayName(at: string, now: DateTime = DateTime.now()): string {
  const moment = DateTime.fromISO(at).setZone(now.zone);
  const days = Math.round(now.startOf("day").diff(moment.startOf("day"), "days").days);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return moment.toFormat("cccc");
  return moment.toFormat(moment.year === now.year ? "d MMMM" : "d MMMM yyyy");
}

/** "14:02" or as the viewer's language writes it. */
export function clockTime(at: string): string {
  return DateTime.fromISO(at).toLocaleString(DateTime.TIME_SIMPLE);
}

/** The moment in full, for a title. */
export function fullTime(at: string): string {
  return DateTime.fromISO(at).toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS);
}
