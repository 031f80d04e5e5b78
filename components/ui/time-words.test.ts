import { describe, expect, test } from "vitest";
import { durationWords, exactTime, relativeTime, shortDuration } from "#components/ui/time-words.ts";

const NOW = Date.UTC(2025, 2, 4, 12, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("relativeTime", () => {
  test.each([
    [NOW - 20_000, "now"],
    [NOW + 20_000, "now"],
    [NOW - 3 * MINUTE, "3m ago"],
    [NOW - 90 * MINUTE, "2h ago"],
    [NOW + 2 * HOUR, "in 2h"],
    [NOW - 5 * DAY, "5d ago"],
    [NOW - 30 * DAY, "Feb 2"],
    [NOW - 400 * DAY, "Jan 29, 2024"],
  ])("%i is %s", (at, words) => {
    expect(relativeTime(at, NOW, "en-US", "UTC")).toBe(words);
  });
});

test.each([
  [0, "0s"],
  [59_400, "59s"],
  [59_800, "1m"],
  [59 * MINUTE + 45_000, "1h"],
  [23 * HOUR + 45 * MINUTE, "1d"],
])("shortDuration of %i ms is %s", (milliseconds, words) => {
  expect(shortDuration(milliseconds)).toBe(words);
});

test.each([
  [0, "0 s"],
  [40_000, "40 s"],
  [4 * MINUTE + 12_000, "4 min 12 s"],
  [3 * HOUR, "3 h"],
  [2 * DAY + 4 * HOUR + 5 * MINUTE, "2 d 4 h"],
  [DAY + 59_000, "1 d"],
])("durationWords of %i ms is %s", (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

test("exactTime names the zone", () => {
  expect(exactTime(NOW, "en-GB", "Europe/Lisbon")).toBe("Tue, 4 Mar 2025, 12:00:00 WET");
});
