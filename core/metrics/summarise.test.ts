import { expect, it } from "vitest";
import { METRICS } from "#core/metrics/definitions.ts";
import { figureOf, spreadOf } from "#core/metrics/summarise.ts";

it("interpolates between the two middle values", () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ n: 4, median: 2.5, p90: 3.7, mean: 2.5, max: 4 });
});

it("says nothing of no values", () => {
  expect(spreadOf([])).toEqual({ n: 0, median: null, p90: null, mean: null, max: null });
});

it("gives a count without a median", () => {
  const figure = figureOf(METRICS.volume, spreadOf([1, 1, 1]));
  expect(figure).toEqual({ n: 3, value: 3, median: null, p90: null, mean: null, max: null });
});
