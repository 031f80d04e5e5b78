import { describe, expect, test } from "vitest";
import { coalesce } from "#server/journeys/coalesce.ts";

/** Doubles numbers, keeps the batches it was given, and refuses those with a 13. */
function doubling() {
  const batches: number[][] = [];
  const double = coalesce(async (_, items: number[]) => {
    batches.push(items);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (items.includes(13)) throw new Error("thirteen");
    return items.map((item) => item * 2);
  });
  return { batches, double };
}

describe("calls for one workspace", () => {
  test("go together when they are made together, and each gets its own result", async () => {
    const { batches, double } = doubling();
    expect(await Promise.all([1, 2, 3].map((item) => double("a", item)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test("share the next batch when they come while one is under way", async () => {
    const { batches, double } = doubling();
    const first = double("a", 1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const later = [2, 3, 4].map((item) => double("a", item));
    expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  test("come in batches of 200 at most", async () => {
    const { batches, double } = doubling();
    await Promise.all(Array.from({ length: 450 }, (_, item) => double("a", item + 100)));
    expect(batches.map(({ length }) => length)).toEqual([200, 200, 50]);
  });

  test("fail alone: a bad one does not take its neighbours with it", async () => {
    const { double } = doubling();
    const results = await Promise.allSettled([1, 13, 3].map((item) => double("a", item)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await double("a", 4)).toBe(8);
  });
});

test("workspaces never share a batch", async () => {
  const { batches, double } = doubling();
  await Promise.all([double("a", 1), double("b", 2)]);
  expect(batches).toEqual([[1], [2]]);
});
