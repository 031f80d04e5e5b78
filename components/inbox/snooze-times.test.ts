import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { snoozeTimes } from "./snooze-times.ts";

describe("the times offered for snoozing", () => {
  it("are in the viewer's zone, over a change of clocks", () => {
    const now = DateTime.fromISO("2026-03-28T18:00:00", { zone: "Europe/Berlin" });
    const times = Object.fromEntries(snoozeTimes(now).map((time) => [time.label, time.until]));
    expect(times["Tomorrow at 9"]).toBe("2026-03-29T09:00:00.000+02:00");
    expect(times["Monday at 9"]).toBe("2026-03-30T09:00:00.000+02:00");
  });

  it("are all in the future and in order, on a Sunday night too", () => {
    const now = DateTime.fromISO("2026-05-03T23:59:00", { zone: "UTC" });
    const moments = snoozeTimes(now).map((time) => Date.parse(time.until));
    expect(moments.every((moment) => moment > now.toMillis())).toBe(true);
    expect([...moments].sort((one, other) => one - other)).toEqual(moments);
  });
});
