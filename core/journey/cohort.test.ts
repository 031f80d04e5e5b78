import { describe, expect, test } from "vitest";
import { Cohort } from "#core/journey/cohort.ts";
import type { EventReference, RunRest } from "#core/journey/wake.ts";

const message = (id: string): EventReference => ({ kind: "message", id, at: 1 });
const control = (id: string): EventReference => ({ kind: "control", id, at: 1, action: "pause" });
const resting = (runId: string, wakeAt: number | null): RunRest => ({
  runId,
  kind: "resting",
  status: "waiting",
  wakeAt,
});
const slow = (runId: string, key: string): RunRest => ({
  runId,
  kind: "slow",
  status: "running",
  wakeAt: null,
  work: { key, timeout: 1000, attempts: 3 },
});

describe("who is due", () => {
  test("carries every new run at once, and then at its deadline", () => {
    const cohort = new Cohort([{ id: "a" }, { id: "b" }]);
    expect(cohort.takeDue(0).map(({ runId }) => runId)).toEqual(["a", "b"]);
    cohort.settle([resting("a", 500), resting("b", null)], 0);
    expect(cohort.takeDue(499)).toEqual([]);
    expect(cohort.takeDue(500)).toEqual([{ runId: "a", events: [] }]);
  });

  test("carries a run for an event, with the events that came meanwhile kept for the next time", () => {
    const cohort = new Cohort([{ id: "a", wakeAt: null }]);
    cohort.receive("a", message("m1"));
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("m1")] }]);
    cohort.receive("a", message("m2"));
    expect(cohort.takeDue(0)).toEqual([]);
    cohort.settle([resting("a", null)], 0);
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("m2")] }]);
  });

  test("drops a repeat of an event that waits or is being carried", () => {
    const cohort = new Cohort([{ id: "a", wakeAt: null }]);
    cohort.receive("a", message("m1"));
    cohort.receive("a", message("m1"));
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("m1")] }]);
    cohort.receive("a", message("m1"));
    cohort.settle([resting("a", null)], 0);
    expect(cohort.takeDue(0)).toEqual([]);
  });

  test("carries a run that has ended once more for an event, so that it can be handed on", () => {
    const cohort = new Cohort([{ id: "a" }, { id: "b", wakeAt: null }]);
    cohort.takeDue(0);
    cohort.receive("a", message("late"));
    cohort.settle([{ runId: "a", kind: "ended", status: "completed" }], 0);
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("late")] }]);
    cohort.settle([{ runId: "a", kind: "ended", status: "completed" }], 0);
    expect(cohort.has("a")).toBe(false);
    expect(cohort.isEmpty()).toBe(false);
  });

  test("rounds the earliest deadline up to the grid", () => {
    const cohort = new Cohort([
      { id: "a", wakeAt: 1_201 },
      { id: "b", wakeAt: 1_150 },
      { id: "c", wakeAt: null },
    ]);
    expect(cohort.earliest(1_000)).toBe(2_000);
    expect(cohort.earliest(100)).toBe(1_200);
  });
});

describe("trouble", () => {
  test("gives events back when a run could not be carried, and waits longer each time", () => {
    const cohort = new Cohort([{ id: "a", wakeAt: null }]);
    cohort.receive("a", message("m1"));
    cohort.takeDue(0);
    cohort.settle([{ runId: "a", kind: "retry", reason: "away" }], 0);
    expect(cohort.takeDue(999)).toEqual([]);
    expect(cohort.takeDue(1_000)).toEqual([{ runId: "a", events: [message("m1")] }]);
    cohort.postpone([{ runId: "a", events: [message("m1")] }], 1_000);
    expect(cohort.earliest(1)).toBe(3_000);
    for (let turn = 0; turn < 20; turn++) {
      cohort.takeDue(1e9);
      cohort.postpone([{ runId: "a", events: [] }], 1e9);
    }
    expect(cohort.earliest(1)).toBe(1e9 + 60_000);
  });
});

describe("a run that cannot be carried at all", () => {
  const parked = (runId: string): RunRest => ({ runId, kind: "parked", status: "stuck" });

  test("keeps what it was to be told until a person has it tried again, over continue-as-new too", () => {
    const cohort = new Cohort([{ id: "a", wakeAt: null }]);
    cohort.receive("a", message("m1"));
    cohort.takeDue(0);
    cohort.settle([parked("a")], 0);
    expect(cohort.takeDue(1e9)).toEqual([]);
    const next = new Cohort(cohort.runs());
    expect(next.takeDue(1e9)).toEqual([]);
    next.receive("a", control("retry"));
    expect(next.takeDue(0)).toEqual([{ runId: "a", events: [message("m1"), control("retry")] }]);
    next.settle([resting("a", null)], 0);
    next.receive("a", message("m2"));
    expect(next.takeDue(0)).toEqual([{ runId: "a", events: [message("m2")] }]);
  });

  test("is carried with all of it for something new, and asked to obey an order only once", () => {
    const cohort = new Cohort([{ id: "a", wakeAt: null }]);
    cohort.receive("a", message("m1"));
    cohort.receive("a", control("retry"));
    cohort.takeDue(0);
    cohort.receive("a", message("m2"));
    cohort.settle([parked("a")], 0);
    expect(cohort.isPending("a", "retry")).toBe(false);
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("m1"), message("m2")] }]);
    cohort.settle([parked("a")], 0);
    expect(cohort.takeDue(0)).toEqual([]);
  });
});

describe("the slow lane", () => {
  test("keeps events for a run whose slow effect is under way, but not controls", () => {
    const cohort = new Cohort([{ id: "a" }]);
    cohort.takeDue(0);
    cohort.settle([slow("a", "a:1")], 0);
    expect(cohort.takeSlow()).toEqual([{ runId: "a", work: { key: "a:1", timeout: 1000, attempts: 3 } }]);
    expect(cohort.takeSlow()).toEqual([]);
    cohort.receive("a", message("m1"));
    expect(cohort.takeDue(0)).toEqual([]);
    cohort.receive("a", control("c1"));
    expect(cohort.takeDue(0)).toEqual([{ runId: "a", events: [message("m1"), control("c1")] }]);
    cohort.settle([slow("a", "a:1")], 0);
    expect(cohort.takeSlow()).toEqual([]);
    cohort.finishSlow("a", 5);
    expect(cohort.takeDue(5)).toEqual([{ runId: "a", events: [{ kind: "effect", id: "a:1", at: 5 }] }]);
  });

  test("leaves alone an effect that began while the one before it was still under way", () => {
    const cohort = new Cohort([{ id: "a" }]);
    cohort.takeDue(0);
    cohort.settle([slow("a", "a:1")], 0);
    cohort.takeSlow();
    cohort.receive("a", control("skip"));
    cohort.takeDue(0);
    cohort.settle([slow("a", "a:2")], 0);
    cohort.takeSlow();
    expect(cohort.performs("a", "a:1")).toBe(false);
    expect(cohort.performs("a", "a:2")).toBe(true);
  });

  test("tells why it gave up", () => {
    const cohort = new Cohort([{ id: "a" }]);
    cohort.takeDue(0);
    cohort.settle([slow("a", "a:1")], 0);
    cohort.takeSlow();
    cohort.finishSlow("a", 5, "too slow");
    expect(cohort.takeDue(5)[0]?.events).toEqual([{ kind: "effect", id: "a:1", at: 5, failure: "too slow" }]);
  });
});

describe("continue-as-new", () => {
  test("takes everything along: rests, inboxes, slow work that nobody has begun", () => {
    const cohort = new Cohort([{ id: "a" }, { id: "b", wakeAt: 7 }]);
    cohort.takeDue(0);
    cohort.settle([slow("a", "a:1"), resting("b", 9)], 0);
    cohort.receive("b", message("m1"));
    const next = new Cohort(cohort.runs());
    expect(next.takeDue(0)).toEqual([{ runId: "b", events: [message("m1")] }]);
    expect(next.takeSlow().map(({ runId }) => runId)).toEqual(["a"]);
    next.settle([resting("b", 9)], 0);
    expect(next.earliest(1)).toBe(9);
  });

  test("carries only runs under control while it drains", () => {
    const cohort = new Cohort([
      { id: "a", wakeAt: 0 },
      { id: "b", wakeAt: 0 },
    ]);
    cohort.receive("b", control("c1"));
    expect(cohort.takeDue(5, true).map(({ runId }) => runId)).toEqual(["b"]);
    cohort.postpone([{ runId: "b", events: [control("c1")] }], 5);
    expect(cohort.earliest(1, true)).toBe(1_005);
    expect(cohort.takeDue(1_005, true).map(({ runId }) => runId)).toEqual(["b"]);
  });
});
