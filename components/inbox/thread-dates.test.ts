import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { dayName } from "./thread-dates.ts";

const now = DateTime.fromISO("2026-03-04T10:00:00", { zone: "Europe/Madrid" });

describe("the name of a day", () => {
  it("is today and yesterday by the viewer's calendar", () => {
    expect(dayName("2026-03-03T23:30:00Z", now)).toBe("Today");
    expect(dayName("2026-03-03T12:00:00Z", now)).toBe("Yesterday");
  });

  it("is a weekday within the week", () => {
    expect(dayName("2026-02-28T12:00:00Z", now)).toBe("Saturday");
  });

  it("is a date before that, with the year only where it differs", () => {
    expect(dayName("2026-01-09T12:00:00Z", now)).toBe("9 January");
    expect(dayName("2025-12-24T12:00:00Z", now)).toBe("24 December 2025");
  });
});
