import { DateTime } from "luxon";

/** Times of day as "HH:mm". */
export interface QuietHours {
  from: string;
  to: string;
}

const MINUTE = 60_000;

/**
 * When the quiet hours end that a moment lies in (both epoch ms); null outside them. `from` counts as quiet and `to`
 * does not, by the clock of the zone; over midnight where `from` is the later one. The same time twice: never quiet.
 */
export function quietUntil({ from, to }: QuietHours, now: number, zone: string): number | null {
  const clock = DateTime.fromMillis(now, { zone });
  if (!isQuiet(clock, from, to)) return null;
  const [hour = 0, minute = 0] = to.split(":").map(Number);
  const today = clock.set({ hour, minute, second: 0, millisecond: 0 });
  const end =
    today <= clock ? clock.plus({ days: 1 }).set({ hour, minute, second: 0, millisecond: 0 }) : today;
  return hasClock(end, to) ? end.toMillis() : endOfGap(end, from, to);
}

function isQuiet(clock: DateTime, from: string, to: string): boolean {
  const time = clock.toFormat("HH:mm");
  return from <= to ? from <= time && time < to : time >= from || time < to;
}

function hasClock(moment: DateTime, time: string): boolean {
  return moment.toFormat("HH:mm") === time;
}

/** The clocks jump over `to`: quiet ends where they have jumped. */
function endOfGap(after: DateTime, from: string, to: string): number {
  let end = after;
  while (!isQuiet(end.minus(MINUTE), from, to)) end = end.minus(MINUTE);
  return end.startOf("minute").toMillis();
}
