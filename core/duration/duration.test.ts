import { describe, expect, it } from "vitest";
import { addDuration } from "#core/duration/add-duration.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationSchema, durationToMilliseconds, signedDurationSchema } from "#core/duration/duration.ts";

describe("durations", () => {
  it.each(["PT1S", "P1D", "PT0.5S", "P1W", "P1Y2M3DT4H"])("accepts %s", (text) => {
    expect(durationSchema.safeParse(text).success).toBe(true);
  });

  it.each(["PT0S", "-PT1S", "P1D ", "1 day", "P", "", "PT", "P1000Y", `P${"1".repeat(100)}D`])(
    "refuses “%s”",
    (text) => {
      expect(durationSchema.safeParse(text).success).toBe(false);
    },
  );

  it("lets a signed duration be negative", () => {
    expect(signedDurationSchema.safeParse("-P1D").success).toBe(true);
    expect(durationToMilliseconds("-PT1M")).toBe(-60_000);
  });

  it("adds a day by the calendar and 24 hours by the clock", () => {
    const beforeSummerTime = Date.UTC(2026, 2, 28, 11);
    expect(addDuration(beforeSummerTime, "P1D", "Europe/Vienna")).toBe(Date.UTC(2026, 2, 29, 10));
    expect(addDuration(beforeSummerTime, "PT24H", "Europe/Vienna")).toBe(Date.UTC(2026, 2, 29, 11));
  });

  it.each([
    ["PT2H", "2 hours"],
    ["P1DT4H", "1 day and 4 hours"],
    ["-P1D", "1 day"],
    ["soon", "soon"],
    [undefined, "some time"],
  ])("describes %s as “%s”", (text, words) => {
    expect(describeDuration(text)).toBe(words);
  });
});
