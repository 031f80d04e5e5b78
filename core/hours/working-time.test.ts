import { describe, expect, it } from "vitest";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { afterWorkingMilliseconds, workingMilliseconds } from "#core/hours/working-time.ts";

const HOUR = 3_600_000;
const office: BusinessWeek = {
  timezone: "Europe/Lisbon",
  weekly: Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [{ from: "09:00", to: "17:00" }]]),
  ),
  holidays: [{ date: "2026-12-25", periods: [] }],
};
const hours = (from: string, to: string, week = office) =>
  workingMilliseconds(week, Date.parse(from), Date.parse(to)) / HOUR;

it("counts only the time in which the office is open", () => {
  expect(hours("2026-11-16T08:00:00Z", "2026-11-16T10:00:00Z")).toBe(1);
});

it("skips the weekend", () => {
  expect(hours("2026-11-20T16:00:00Z", "2026-11-23T10:00:00Z")).toBe(2);
});

it("skips a holiday", () => {
  expect(hours("2026-12-24T16:00:00Z", "2026-12-28T10:00:00Z")).toBe(2);
});

it("is nothing for a span outside the hours", () => {
  expect(hours("2026-11-21T08:00:00Z", "2026-11-21T20:00:00Z")).toBe(0);
});

it("counts a night shift that reaches into the next day", () => {
  const night: BusinessWeek = {
    timezone: "UTC",
    weekly: { mon: [{ from: "22:00", to: "06:00" }] },
    holidays: [],
  };
  expect(hours("2026-11-16T23:00:00Z", "2026-11-17T12:00:00Z", night)).toBe(7);
});

it("reads hours on the wall clock through a change to summer time", () => {
  const around: BusinessWeek = {
    timezone: "Europe/Lisbon",
    weekly: { sun: [{ from: "00:00", to: "24:00" }] },
    holidays: [],
  };
  expect(hours("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", around)).toBe(23);
});

describe("the moment after some business time", () => {
  const shifts: BusinessWeek = {
    timezone: "Europe/Berlin",
    weekly: {
      sat: [
        { from: "22:00", to: "03:00" },
        { from: "09:00", to: "10:00" },
      ],
      mon: [{ from: "09:00", to: "17:00" }],
    },
    holidays: [],
  };

  it.each([0, 1, 60, 61, 180, 300, 359, 361, 800])("is %s minutes of it later", (minutes) => {
    // The night on which clocks go forward: 02:00 is 03:00.
    const from = Date.parse("2026-03-28T06:00:00Z");
    const until = afterWorkingMilliseconds(shifts, from, minutes * 60_000);
    expect(until).not.toBeNull();
    expect(workingMilliseconds(shifts, from, until ?? 0)).toBe(minutes * 60_000);
  });

  it("is none where they never open", () => {
    expect(afterWorkingMilliseconds({ timezone: "UTC", weekly: {}, holidays: [] }, 0, 1)).toBeNull();
  });
});
