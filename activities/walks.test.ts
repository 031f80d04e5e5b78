import { describe, expect, test } from "vitest";
import { Walks } from "#activities/walks.ts";
import type { RunRest } from "#core/journey/wake.ts";

const ended = (runId: string): RunRest => ({ runId, kind: "ended", status: "completed" });

/** A walk that ends when the test says so. */
function slowWalk(runId: string) {
  let end: () => void = () => undefined;
  let begun = 0;
  const ending = new Promise<RunRest>((resolve) => {
    end = () => resolve(ended(runId));
  });
  const work = () => {
    begun += 1;
    return ending;
  };
  return { work, end, begun: () => begun };
}

describe("walks of a cohort's runs", () => {
  test("answer with how a quick run rests", async () => {
    const walks = new Walks({ patience: 1_000, mostBehind: 1 });
    expect(await walks.walk("a", async () => ended("a"))).toEqual(ended("a"));
  });

  test("leave a slow run to itself, and carry it again only once it has ended", async () => {
    const walks = new Walks({ patience: 20, mostBehind: 1 });
    const slow = slowWalk("a");
    expect(await walks.walk("a", slow.work)).toMatchObject({ kind: "retry" });
    expect(await walks.walk("a", slow.work)).toMatchObject({ kind: "retry" });
    expect(slow.begun()).toBe(1);
    slow.end();
    await walks.settled();
    expect(await walks.walk("a", async () => ended("a"))).toEqual(ended("a"));
  });

  test("leave no more to themselves than a worker can bear", async () => {
    const walks = new Walks({ patience: 20, mostBehind: 1 });
    const first = slowWalk("a");
    const second = slowWalk("b");
    await walks.walk("a", first.work);
    const waited = walks.walk("b", second.work);
    setTimeout(second.end, 60);
    expect(await waited).toEqual(ended("b"));
    first.end();
  });

  test("survive one that breaks off on its own", async () => {
    const walks = new Walks({ patience: 20, mostBehind: 1 });
    const broken = new Promise<RunRest>((_, reject) => setTimeout(() => reject(new Error("gone")), 60));
    expect(await walks.walk("a", () => broken)).toMatchObject({ kind: "retry" });
    await walks.settled();
  });
});
