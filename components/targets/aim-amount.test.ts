import { describe, expect, it } from "vitest";
import { fromTyped, statisticsOf, toTyped, usualAim } from "#components/targets/aim-amount.ts";
import { METRIC_NAMES, METRICS } from "#core/metrics/definitions.ts";
import { aimProblem } from "#core/metrics/review-target.ts";

describe("a target's number", () => {
  it("is typed in minutes and percent, and comes back as it was", () => {
    expect(toTyped("milliseconds", 900_000)).toBe(15);
    expect(fromTyped("milliseconds", 2.5)).toBe(150_000);
    expect(fromTyped("share", 92.5)).toBe(0.925);
    expect(toTyped("share", fromTyped("share", 92.5))).toBe(92.5);
    expect(toTyped("score", fromTyped("score", -0.3))).toBe(-0.3);
  });

  it.each(METRIC_NAMES)("of %s is aimed at by what the API takes", (name) => {
    for (const statistic of [...statisticsOf(name), usualAim(name).statistic]) {
      expect(aimProblem(METRICS[name], statistic)).toBeNull();
    }
  });
});
