import { describe, expect, it } from "vitest";
import { formatDuration, parseDuration } from "#components/forms/duration-parts.ts";

describe("a duration as an amount and a unit", () => {
  it.each([
    ["PT2S", { amount: 2, unit: "seconds" }],
    ["PT90M", { amount: 90, unit: "minutes" }],
    ["PT4H", { amount: 4, unit: "hours" }],
    ["P1D", { amount: 1, unit: "days" }],
    ["P2W", { amount: 2, unit: "weeks" }],
    ["P3M", { amount: 3, unit: "months" }],
    ["-P1D", { amount: -1, unit: "days" }],
  ] as const)("reads and writes %s", (text, parts) => {
    expect(parseDuration(text)).toEqual(parts);
    expect(formatDuration(parts)).toBe(text);
  });

  it("folds several units into the largest that is exact", () => {
    expect(parseDuration("P1DT2H")).toEqual({ amount: 26, unit: "hours" });
    expect(parseDuration("PT1H30M")).toEqual({ amount: 90, unit: "minutes" });
  });

  it("leaves alone what one unit cannot say", () => {
    expect(parseDuration("P1M2D")).toBeNull();
    expect(parseDuration("P1Y")).toBeNull();
    expect(parseDuration("P")).toBeNull();
    expect(parseDuration("soon")).toBeNull();
  });
});
