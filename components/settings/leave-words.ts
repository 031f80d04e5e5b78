import { DateTime } from "luxon";

interface Span {
  from: string;
  to: string;
}

/** “4 May 2026 to 8 May 2026”, its last day included, where it is whole days; else with the times of day. */
export function spanWords({ from, to }: Span, locale?: string): string {
  const [first, end] = [DateTime.fromISO(from), DateTime.fromISO(to)];
  if (!isMidnight(first) || !isMidnight(end)) {
    const words = (at: DateTime) =>
      at.toJSDate().toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
    return `${words(first)} to ${words(end)}`;
  }
  const words = (at: DateTime) => at.toJSDate().toLocaleDateString(locale, { dateStyle: "medium" });
  const [firstDay, lastDay] = [words(first), words(end.minus({ days: 1 }))];
  return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
}

/** “Monday, 11 May” or, where it is not the beginning of a day, “11 May, 14:00”. */
export function untilWords(to: string, locale?: string): string {
  const at = DateTime.fromISO(to);
  if (isMidnight(at))
    return at.toJSDate().toLocaleDateString(locale, { weekday: "long", day: "numeric", month: "long" });
  const form = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return at.toJSDate().toLocaleString(locale, form);
}

/** The leave that goes on now; of several the one that ends last. */
export function leaveNow<Leave extends Span>(leaves: readonly Leave[], now: number): Leave | null {
  const current = leaves.filter(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to));
  return current.sort((one, other) => Date.parse(other.to) - Date.parse(one.to))[0] ?? null;
}

function isMidnight(at: DateTime): boolean {
  return at.hour === 0 && at.minute === 0;
}
