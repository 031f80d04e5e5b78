import { DateTime, Duration } from "luxon";
import { durationToMilliseconds } from "#core/duration/duration.ts";

/**
 * The time (epoch ms) a duration after another. Days and longer go by the calendar of the zone, so a day over a
 * change of clocks has 23 or 25 hours.
 */
export function addDuration(at: number, duration: string, zone: string): number {
  // Hours and less need no calendar, which is slow to ask.
  if (duration.startsWith("PT")) return at + durationToMilliseconds(duration);
  return DateTime.fromMillis(at, { zone }).plus(Duration.fromISO(duration)).toMillis();
}
