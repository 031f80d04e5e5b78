import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type QuietHours, quietUntil } from "#core/sending/quiet-hours.ts";

const night: QuietHours = { from: "21:00", to: "08:00" };
const at = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toMillis();
const until = (hours: QuietHours, iso: string, zone: string) => {
  const end = quietUntil(hours, at(iso, zone), zone);
  return end === null ? null : DateTime.fromMillis(end, { zone }).toISO({ suppressMilliseconds: true });
};

describe("quiet hours", () => {
  it("end in the morning, whether it is before or after midnight", () => {
    expect(until(night, "2026-05-04T21:00", "Europe/Vienna")).toBe("2026-05-05T08:00:00+02:00");
    expect(until(night, "2026-05-05T07:59:59", "Europe/Vienna")).toBe("2026-05-05T08:00:00+02:00");
    expect(until(night, "2026-05-05T08:00", "Europe/Vienna")).toBeNull();
    expect(until(night, "2026-05-05T20:59", "Europe/Vienna")).toBeNull();
  });

  it("are those of the zone, not of the server", () => {
    const noonInVienna = at("2026-05-05T12:00", "Europe/Vienna");
    expect(quietUntil(night, noonInVienna, "Europe/Vienna")).toBeNull();
    expect(quietUntil(night, noonInVienna, "America/Los_Angeles")).toBe(
      at("2026-05-05T08:00", "America/Los_Angeles"),
    );
  });

  it("may lie within a day, and never are where both ends are the same", () => {
    const siesta: QuietHours = { from: "13:00", to: "15:30" };
    expect(until(siesta, "2026-05-05T13:30", "Europe/Madrid")).toBe("2026-05-05T15:30:00+02:00");
    expect(until(siesta, "2026-05-05T15:30", "Europe/Madrid")).toBeNull();
    expect(until({ ...siesta, to: "13:00" }, "2026-05-05T13:00", "Europe/Madrid")).toBeNull();
  });

  it("keep to the clock over a change of clocks", () => {
    expect(until(night, "2026-03-28T22:00", "Europe/Vienna")).toBe("2026-03-29T08:00:00+02:00");
    expect(until(night, "2026-10-24T22:00", "Europe/Vienna")).toBe("2026-10-25T08:00:00+01:00");
  });

  it("end where the clocks jump over their end", () => {
    const early: QuietHours = { from: "22:00", to: "02:30" };
    expect(until(early, "2026-03-28T23:00", "Europe/Vienna")).toBe("2026-03-29T03:00:00+02:00");
  });

  it("always end: at a later moment, which is the first that is not quiet", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
    const zones = ["UTC", "Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    fc.assert(
      fc.property(
        fc.record({ from: time, to: time }),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
        fc.constantFrom(...zones),
        (hours, now, zone) => {
          const end = quietUntil(hours, now, zone);
          if (end === null) return;
          expect(end).toBeGreaterThan(now);
          expect(end - now).toBeLessThanOrEqual(25 * 3_600_000);
          expect(quietUntil(hours, end, zone)).toBeNull();
          expect(quietUntil(hours, end - 1, zone)).toBe(end);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
