import { expect, test } from "vitest";
import { initialsOf, tintOf } from "#components/ui/initials.ts";
import { sentimentOf, sentimentPoints } from "#components/ui/sentiment.ts";

test("the bounds themselves are neutral", () => {
  expect([-0.26, -0.25, 0, 0.25, 0.26].map(sentimentOf)).toEqual([
    "negative",
    "neutral",
    "neutral",
    "neutral",
    "positive",
  ]);
});

test("draws the best score at the top and the worst at the bottom, inside the box", () => {
  expect(sentimentPoints([1, 0, -1], 48, 16)).toBe("2,2 24,8 46,14");
});

test("draws one score as a level line, and clips what is out of range", () => {
  expect(sentimentPoints([5], 48, 16)).toBe("2,2 46,2");
});

test.each([
  ["Ana María Ruiz", "AR"],
  ["Priya", "P"],
  ["  ", "?"],
  ["+1 415 555 0123", "23"],
  ["Øyvind Åsen", "ØÅ"],
  ["👩 Dr", "👩D"],
])("initials of %j are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test("a name keeps its tint", () => {
  expect(tintOf("Ana", 6)).toBe(tintOf("Ana", 6));
  expect(tintOf("", 6)).toBe(0);
});
