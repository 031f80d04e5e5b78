import { expect, test } from "vitest";
import { durationTicks, labelShift } from "#components/dashboard/ticks.ts";

const MINUTE = 60_000;

test.each([
  [0, [0, 1000]],
  [3_500, [0, 1000, 2000, 3000, 4000]],
  [8 * MINUTE, [0, 2, 4, 6, 8].map((minutes) => minutes * MINUTE)],
  [50 * 60 * MINUTE, [0, 24, 48, 72].map((hours) => hours * 60 * MINUTE)],
])("an axis up to %i ms is marked at whole steps", (most, ticks) => {
  expect(durationTicks(most)).toEqual(ticks);
});

test("an axis of years still has few marks", () => {
  expect(durationTicks(1000 * 86_400_000).length).toBeLessThanOrEqual(5);
});

test("labels that lie apart stay", () => {
  expect(labelShift(100, 0, 100, 150)).toBe(0);
  expect(labelShift(null, 0, 100, 150)).toBe(0);
});

test("the earlier label moves away from the later one", () => {
  expect(labelShift(50, 50, 100, 150)).toBe(15);
  expect(labelShift(52, 50, 100, 150)).toBe(12);
  expect(labelShift(50, 52, 100, 150)).toBe(-12);
});
