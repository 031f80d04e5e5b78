import { IANAZone } from "luxon";

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** `HH:mm`; a `to` not after `from` reaches into the next day, and `24:00` is midnight. */
export interface OpenPeriod {
  from: string;
  to: string;
}

export interface BusinessWeek {
  /** IANA zone whose clock the times are read on. */
  timezone: string;
  weekly: Partial<Record<Weekday, OpenPeriod[]>>;
  /** Days (ISO date) whose periods replace the week's; none means closed. */
  holidays: { date: string; periods?: OpenPeriod[] }[];
}

const DAY = 86_400_000;
const WEEKDAYS: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Whether business hours are open at a moment (epoch milliseconds), on the wall clock of their own zone. */
export function isOpenAt(week: BusinessWeek, at: number): boolean {
  const zone = IANAZone.create(week.timezone);
  if (!zone.isValid) return false;
  // The clock on the wall, counted as if it were in UTC.
  const wall = at + zone.offset(at) * 60_000;
  const minute = Math.floor((wall - Math.floor(wall / DAY) * DAY) / 60_000);
  const today = periodsOn(week, wall).some(({ from, to }) => {
    const start = minutesOf(from);
    const end = minutesOf(to);
    return minute >= start && (end <= start || minute < end);
  });
  if (today) return true;
  return periodsOn(week, wall - DAY).some(({ from, to }) => {
    const end = minutesOf(to);
    return end <= minutesOf(from) && minute < end;
  });
}

/** The periods of the day that a clock on the wall shows, counted as if in UTC: a holiday replaces the week's. */
export function periodsOn(week: BusinessWeek, wall: number): OpenPeriod[] {
  const day = new Date(wall);
  const date = week.holidays.length > 0 && day.toISOString().slice(0, 10);
  const holiday = week.holidays.find((candidate) => candidate.date === date);
  if (holiday) return holiday.periods ?? [];
  const name = WEEKDAYS[day.getUTCDay()];
  return (name && week.weekly[name]) ?? [];
}

/** Minutes since midnight of `HH:mm`. */
export function minutesOf(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}
