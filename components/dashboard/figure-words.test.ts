import { describe, expect, test } from "vitest";
import { changeOf, figureWords } from "#components/dashboard/figure-words.ts";
import { periodOf } from "#components/dashboard/period.ts";
import { joinSeries } from "#components/dashboard/series.ts";
import type { Metric } from "#core/api/metrics.ts";

test.each([
  ["milliseconds", 252_000, "4 min 12 s"],
  ["count", 1204, "1,204"],
  ["score", 0.312, "+0.31"],
  ["score", -0.5, "−0.50"],
  ["count", null, "–"],
] as const)("a %s of %s reads %s", (unit, value, words) => {
  expect(figureWords(unit, value)).toBe(words);
});

describe("changeOf", () => {
  test.each([
    ["count", 12, 10, { words: "+20%", direction: "up" }],
    ["count", 8, 10, { words: "−20%", direction: "down" }],
    ["count", 10, 10, { words: "as before", direction: "same" }],
    ["count", 1001, 1000, { words: "as before", direction: "same" }],
    ["count", 50, 10, { words: "5.0×", direction: "up" }],
    ["score", 0.2, 0.5, { words: "−0.30", direction: "down" }],
    ["count", 3, 0, null],
    ["count", 3, null, null],
  ] as const)("of a %s from %s, before %s", (unit, now, before, change) => {
    expect(changeOf(unit, now, before)).toEqual(change);
  });
});

describe("periodOf", () => {
  const now = new Date(2025, 2, 4, 15, 30);

  test("takes whole days, today included, and as many before", () => {
    const period = periodOf("7d", now);
    expect(new Date(period.from)).toEqual(new Date(2025, 1, 26));
    expect(new Date(period.beforeFrom)).toEqual(new Date(2025, 1, 19));
  });

  test("shows today by the hour and a quarter by the week", () => {
    expect(periodOf("today", now)).toMatchObject({
      interval: "hour",
      from: new Date(2025, 2, 4).toISOString(),
    });
    expect(periodOf("90d", now).interval).toBe("week");
  });

  test("takes an unknown name for a week", () => {
    expect(periodOf("century", now).name).toBe("7d");
  });
});

test("joins each point with its twin of the period before", () => {
  const figure = (value: number) => ({ n: value, value, median: null, p90: null, mean: null, max: null });
  const metric = (values: number[]) =>
    ({
      headline: "value",
      series: values.map((value, day) => ({
        at: `2025-03-0${day + 1}T00:00:00Z`,
        group: null,
        figure: figure(value),
      })),
    }) as unknown as Metric;
  expect(joinSeries(metric([1, 2]), metric([5]))).toEqual([
    { at: "2025-03-01T00:00:00Z", now: 1, before: 5, n: 1 },
    { at: "2025-03-02T00:00:00Z", now: 2, before: null, n: 2 },
  ]);
});
