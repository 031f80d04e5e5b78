import { describe, expect, it } from "vitest";
import { hoursAt, hoursByKey } from "#core/hours/hours-at.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";

const office: BusinessWeek = {
  timezone: "Europe/Vienna",
  weekly: {
    mon: [
      { from: "09:00", to: "12:00" },
      { from: "13:00", to: "17:00" },
    ],
    fri: [{ from: "09:00", to: "12:00" }],
  },
  holidays: [{ date: "2026-03-06" }],
};
/** March 2026, in which the 2nd is a Monday; Vienna is one hour ahead until the 29th. */
const march = (day: number, hour: number, minute = 0) => Date.UTC(2026, 2, day, hour, minute);

describe("the hours at a moment", () => {
  it("are open inside a period, without saying when they open", () => {
    expect(hoursAt(office, march(2, 8))).toEqual({ open: true });
  });

  it("open later the same day, after the night and after the break", () => {
    expect(hoursAt(office, march(2, 6))).toEqual({ open: false, opensAt: march(2, 8) });
    expect(hoursAt(office, march(2, 11, 30))).toEqual({ open: false, opensAt: march(2, 12) });
  });

  it("open on the next day that has any, past holidays", () => {
    expect(hoursAt(office, march(2, 20))).toEqual({ open: false, opensAt: march(9, 8) });
  });

  it("open at the same time on the wall after the clocks have changed", () => {
    expect(hoursAt(office, march(27, 20)).opensAt).toBe(march(30, 7));
  });

  it("never open where no day has a period", () => {
    expect(hoursAt({ ...office, weekly: {} }, march(2, 8))).toEqual({ open: false, opensAt: null });
  });

  it("can be asked for by key", () => {
    const hours = hoursByKey([{ key: "office", week: office }], march(2, 8));
    expect(hours).toEqual({ office: { open: true } });
    expect(Object.keys(hours)).toEqual(["office"]);
  });
});
