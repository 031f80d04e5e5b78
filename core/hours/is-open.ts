import { DateTime } from "luxon";

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

const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Whether business hours are open at a moment (epoch milliseconds), on the wall clock of their own zone. */
export function isOpenAt(week: BusinessWeek, at: number): boolean {
  const local = DateTime.fromMillis(at, { zone: week.timezone });
  if (!local.isValid) return false;
  const minute = local.hour * 60 + local.minute;
  const today = periodsOn(week, local).some(({ from, to }) => {
    const start = minutes(from);
    const end = minutes(to);
    return minute >= start && (end <= start || minute < end);
  });
  if (today) return true;
  return periodsOn(week, local.minus({ days: 1 })).some(({ from, to }) => {
    const end = minutes(to);
    return end <= minutes(from) && minute < end;
  });
}

/** The periods of a day: a holiday replaces what the week says. */
export function periodsOn(week: BusinessWeek, day: DateTime): OpenPeriod[] {
  const date = day.toISODate();
  const holiday = week.holidays.find((candidate) => candidate.date === date);
  if (holiday) return holiday.periods ?? [];
  const weekday = WEEKDAYS[day.weekday - 1];
  return (weekday && week.weekly[weekday]) ?? [];
}

function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}
