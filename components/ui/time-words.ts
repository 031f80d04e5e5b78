const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How far `at` lies from `now` (both epoch ms), in a few letters: "now", "3m ago", "in 2h", "5d ago",
 * and past a week the date in the viewer's zone.
 */
export function relativeTime(at: number, now: number, locale?: string, timeZone?: string): string {
  const distance = Math.abs(at - now);
  if (distance < 45_000) return "now";
  if (distance >= 7 * DAY) {
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    const form: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone };
    return new Intl.DateTimeFormat(locale, sameYear ? form : { ...form, year: "numeric" }).format(at);
  }
  const words = shortDuration(distance);
  return at < now ? `${words} ago` : `in ${words}`;
}

/** A span of milliseconds in one unit: "40s", "12m", "3h", "2d". Rounds to the nearest. */
export function shortDuration(milliseconds: number): string {
  if (milliseconds < 60_000 - 500) return `${Math.max(0, Math.round(milliseconds / 1000))}s`;
  if (milliseconds < HOUR - MINUTE / 2) return `${Math.round(milliseconds / MINUTE)}m`;
  if (milliseconds < DAY - HOUR / 2) return `${Math.round(milliseconds / HOUR)}h`;
  return `${Math.round(milliseconds / DAY)}d`;
}

/** A span of milliseconds in up to two units, for figures: "40 s", "4 min 12 s", "3 h 5 min", "2 d 4 h". */
export function durationWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor((seconds % 86_400) / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "min"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return "0 s";
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}

/** The exact time in the viewer's zone, with its name: "Tue, 4 Mar 2025, 14:03:20 CET". */
export function exactTime(at: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(at);
}
