import { expect, test } from "vitest";
import { batchSize, nextBatchAt } from "#core/campaigns/pace.ts";

test("a slow campaign goes out in steps of two seconds, a fast one in whole cohorts", () => {
  expect([batchSize(1), batchSize(10), batchSize(99.5), batchSize(5_000), batchSize(null)]).toEqual([
    2, 20, 199, 200, 200,
  ]);
});

test("the next batch waits for its share of the rate, counted from when the last one began", () => {
  expect(nextBatchAt(10_000, 20, 10)).toBe(12_000);
});

test("who was skipped takes nothing of the rate", () => {
  expect(nextBatchAt(10_000, 0, 10)).toBe(10_000);
});

test("without a rate the next batch goes at once", () => {
  expect(nextBatchAt(10_000, 200, null)).toBe(10_000);
});
