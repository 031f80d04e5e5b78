import { expect, it } from "vitest";
import { METRICS } from "#core/metrics/definitions.ts";
import { aimProblem, isReached } from "#core/metrics/review-target.ts";

const figure = { n: 4, value: null, median: 10, p90: 30, mean: 12, max: 40 };

it("is reached at the very value, on either side", () => {
  expect(isReached({ statistic: "median", comparison: "atMost", value: 10 }, figure)).toBe(true);
  expect(isReached({ statistic: "p90", comparison: "atMost", value: 29 }, figure)).toBe(false);
  expect(isReached({ statistic: "mean", comparison: "atLeast", value: 12 }, figure)).toBe(true);
});

it("says nothing where nothing happened", () => {
  const nothing = { n: 0, value: 0, median: null, p90: null, mean: null, max: null };
  expect(isReached({ statistic: "median", comparison: "atMost", value: 10 }, nothing)).toBeNull();
  expect(isReached({ statistic: "value", comparison: "atLeast", value: 1 }, nothing)).toBe(false);
});

it("aims at what the metric has", () => {
  expect(aimProblem(METRICS.volume, "median")).toContain("count");
  expect(aimProblem(METRICS.first_response_time, "value")).toContain("median");
  expect(aimProblem(METRICS.sla_adherence, "mean")).toBeNull();
});
