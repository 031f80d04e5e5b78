import { expect, test } from "vitest";
import { type BusinessWeek, isOpenAt } from "#core/hours/is-open.ts";

const week: BusinessWeek = {
  timezone: "Europe/Vienna",
  weekly: {
    mon: [
      { from: "08:00", to: "12:00" },
      { from: "13:00", to: "17:00" },
    ],
    fri: [{ from: "22:00", to: "02:00" }],
  },
  holidays: [{ date: "2026-11-30" }, { date: "2026-12-07", periods: [{ from: "10:00", to: "11:00" }] }],
};
const at = (text: string) => Date.parse(text);

test("opens and closes by the clock of its own zone", () => {
  expect(isOpenAt(week, at("2026-11-23T07:00:00Z"))).toBe(true);
  expect(isOpenAt(week, at("2026-11-23T06:59:59Z"))).toBe(false);
  expect(isOpenAt(week, at("2026-11-23T16:00:00Z"))).toBe(false);
});

test("is closed over lunch and on days without hours", () => {
  expect(isOpenAt(week, at("2026-11-23T11:30:00Z"))).toBe(false);
  expect(isOpenAt(week, at("2026-11-24T09:00:00Z"))).toBe(false);
});

test("stays open past midnight", () => {
  expect(isOpenAt(week, at("2026-11-27T23:30:00Z"))).toBe(true);
  expect(isOpenAt(week, at("2026-11-28T00:30:00Z"))).toBe(true);
  expect(isOpenAt(week, at("2026-11-28T01:00:00Z"))).toBe(false);
});

test("a holiday replaces the day's hours", () => {
  expect(isOpenAt(week, at("2026-11-30T09:00:00Z"))).toBe(false);
  expect(isOpenAt(week, at("2026-12-07T09:30:00Z"))).toBe(true);
  expect(isOpenAt(week, at("2026-12-07T08:30:00Z"))).toBe(false);
});
