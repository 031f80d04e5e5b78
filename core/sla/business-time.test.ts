import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursAt } from "#core/hours/hours-at.ts";
import { type BusinessWeek, isOpenAt, type OpenPeriod } from "#core/hours/is-open.ts";
import { businessTime } from "#core/sla/business-time.ts";

const MINUTE = 60_000;
const DAYS = 5;
const TABLE = DAYS * 24 * 60;

/** Zones and a day near which their clocks change, or that have an odd offset; the last left out a whole day. */
const PLACES: [zone: string, around: string][] = [
  ["UTC", "2026-06-01"],
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["America/St_Johns", "2026-11-01"],
  ["America/Santiago", "2026-09-06"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2026-10-04"],
  ["Pacific/Chatham", "2026-04-05"],
  ["Africa/Cairo", "2026-04-24"],
  ["Asia/Beirut", "2026-03-29"],
  ["Africa/Casablanca", "2026-03-22"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Asia/Kathmandu", "2026-02-28"],
  ["Pacific/Apia", "2011-12-30"],
];

interface WallMinute {
  date: string;
  minute: number;
}

/** What the clock on the wall shows at every minute of some days, as the platform itself formats it. */
function wallTable(zone: string, around: string): { start: number; walls: WallMinute[] } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const start = Date.parse(`${around}T00:00:00Z`) - 2 * 1440 * MINUTE;
  const walls = Array.from({ length: TABLE }, (_, index) => {
    const parts = Object.fromEntries(
      format.formatToParts(start + index * MINUTE).map(({ type, value }) => [type, value]),
    );
    return {
      date: `${parts.year}-${parts.month}-${parts.day}`,
      minute: Number(parts.hour) * 60 + Number(parts.minute),
    };
  });
  return { start, walls };
}

const NAMES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** The slow and obvious way: is this minute in a period of its day, or of a night that began the day before? */
function isOpenMinute(week: BusinessWeek, { date, minute }: WallMinute): boolean {
  const periods = (day: Date): OpenPeriod[] => {
    const holiday = week.holidays.find((each) => each.date === day.toISOString().slice(0, 10));
    return holiday ? (holiday.periods ?? []) : (week.weekly[NAMES[day.getUTCDay()] ?? "sun"] ?? []);
  };
  const today = new Date(`${date}T00:00:00Z`);
  const yesterday = new Date(today.getTime() - 86_400_000);
  const isNight = ({ from, to }: OpenPeriod) => minuteOf(to) <= minuteOf(from);
  return (
    periods(today).some(
      (each) => minute >= minuteOf(each.from) && (isNight(each) || minute < minuteOf(each.to)),
    ) || periods(yesterday).some((each) => isNight(each) && minute < minuteOf(each.to))
  );
}

const clock = fc
  .integer({ min: 0, max: 1439 })
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`,
  );
const periods = fc.array(fc.record({ from: clock, to: fc.oneof(clock, fc.constant("24:00")) }), {
  maxLength: 3,
});
const places = PLACES.map(([zone, around]) => ({ zone, ...wallTable(zone, around) }));
const minuteInTable = fc.integer({ min: 0, max: TABLE - 1 });
const scene = fc.record({
  place: fc.integer({ min: 0, max: places.length - 1 }),
  weekly: fc.record(Object.fromEntries(NAMES.map((name) => [name, periods])), { requiredKeys: [] }),
  holiday: fc.option(fc.record({ at: minuteInTable, periods })),
  one: minuteInTable,
  other: minuteInTable,
});

/** The hours of a scene, its two moments in order, and each of its minutes by the slow and obvious way. */
function read({ place, weekly, holiday, one, other }: SceneOf<typeof scene>) {
  const { zone, start, walls } = places[place] as (typeof places)[number];
  const date = holiday && walls[holiday.at]?.date;
  const week: BusinessWeek = {
    timezone: zone,
    weekly,
    holidays: date ? [{ date, periods: holiday.periods }] : [],
  };
  return {
    week,
    from: Math.min(one, other),
    to: Math.max(one, other),
    at: (minute: number) => new Date(start + minute * MINUTE),
    isOpen: (minute: number) => {
      const wall = walls[minute];
      return wall !== undefined && isOpenMinute(week, wall);
    },
  };
}
type SceneOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const settings = { numRuns: 300 };
const GENEROUS = 60_000;

describe("business time agrees with a count of the minutes that the clock on the wall shows", () => {
  const countOpen = ({ from, to, isOpen }: ReturnType<typeof read>) => {
    let counted = 0;
    for (let minute = from; minute < to; minute += 1) counted += isOpen(minute) ? 1 : 0;
    return counted;
  };

  it(
    "in how much of it lies between two moments",
    () => {
      const property = fc.property(scene, (given) => {
        const { week, from, to, at, ...rest } = read(given);
        const time = businessTime(week);
        expect(time.between(at(from), at(to)) / MINUTE).toBe(countOpen({ week, from, to, at, ...rest }));
        const middle = Math.floor((from + to) / 2);
        const parts = time.between(at(from), at(middle)) + time.between(at(middle), at(to));
        expect(parts).toBe(time.between(at(from), at(to)));
      });
      fc.assert(property, settings);
    },
    GENEROUS,
  );

  it(
    "in the moment by which so much of it has passed",
    () => {
      const property = fc.property(scene, (given) => {
        const known = read(given);
        const counted = countOpen(known);
        fc.pre(counted > 0);
        let left = counted;
        let minute = known.from;
        for (; left > 0; minute += 1) left -= known.isOpen(minute) ? 1 : 0;
        const after = businessTime(known.week).after(known.at(known.from), counted * MINUTE);
        expect(after).toEqual(known.at(minute));
      });
      fc.assert(property, settings);
    },
    GENEROUS,
  );

  it(
    "in whether they are open, and when they open next",
    () => {
      const property = fc.property(scene, (given) => {
        const { week, from, at, isOpen } = read(given);
        const moment = at(from).getTime();
        expect(isOpenAt(week, moment)).toBe(isOpen(from));
        let next = from;
        while (next < TABLE && !isOpen(next)) next += 1;
        fc.pre(next > from && next < TABLE);
        expect(hoursAt(week, moment)).toEqual({ open: false, opensAt: at(next).getTime() });
      });
      fc.assert(property, settings);
    },
    GENEROUS,
  );
});
