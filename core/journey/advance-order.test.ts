import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryMove, arbitraryPlan } from "#core/journey/__fixtures__/arbitrary-journey.ts";
import { factsOf, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { play } from "#core/journey/__fixtures__/play-moves.ts";
import { advance } from "#core/journey/advance.ts";
import type { Plan } from "#core/journey/plan.ts";
import { ENDED_STATUSES, type Offer, type RunEvent, type RunState } from "#core/journey/run.ts";
import { NODE_TYPES } from "#nodes/definitions.ts";
import { nodeSteps } from "#nodes/steps.ts";

const moves = fc.array(arbitraryMove, { maxLength: 25 });

interface Outcome {
  run: RunState;
  untaken: Offer[];
}

function apply(plan: Plan, { run, untaken }: Outcome, event: RunEvent, now: number): Outcome {
  const result = advance(plan, run, event, { now, facts: factsOf(), steps: nodeSteps });
  return { run: result.run, untaken: [...untaken, ...result.untaken] };
}

/** Rings as the shell does, for as long as something is due; a step may want to be asked more than once. */
function ringAll(plan: Plan, from: Outcome, now: number): Outcome {
  let state = from;
  for (let rings = 0; rings < 10; rings += 1) {
    const { position, status } = state.run;
    const until = position?.rest?.until;
    if (!position || status !== "waiting" || until === undefined || until > now) break;
    state = apply(plan, state, { kind: "timer", visit: position.visit, at: now }, now);
  }
  return state;
}

function isOverdue({ status, position }: RunState, now: number): boolean {
  return status === "waiting" && (position?.rest?.until ?? now + 1) <= now;
}

function placesOf({ run, untaken }: Outcome, id: string): string[] {
  const has = (list: readonly RunEvent[] = []) => list.some((event) => "id" in event && event.id === id);
  return [
    ...(run.applied.includes(id) ? ["applied"] : []),
    ...(has(run.inbox) || has(run.suspended?.missed) ? ["kept"] : []),
    ...(has(untaken) ? ["untaken"] : []),
  ];
}

describe("a signal and a timer at one moment, whatever the plan", { timeout: 60_000 }, () => {
  const bothOrders = (
    check: (order: Outcome, id: string, now: number) => void,
    kind: "message" | "happening",
  ) =>
    fc.assert(
      fc.property(arbitraryPlan, moves, (plan, before) => {
        const story = play(plan, before);
        const { position, status } = story.run;
        const until = position?.rest?.until;
        if (status !== "waiting" || !position || until === undefined) return;
        const now = Math.max(story.now, until);
        const id = "the-signal";
        const signal: RunEvent =
          kind === "message"
            ? { kind, id, at: now, message: messageOf({ id, text: "5", at: now }) }
            : { kind, id, at: now, on: "event", name: "paid", data: {} };
        const timer: RunEvent = { kind: "timer", visit: position.visit, at: now };
        const begun = { run: story.run, untaken: [] };
        for (const order of [
          [signal, timer],
          [timer, signal],
        ]) {
          const end = order.reduce((state: Outcome, event) => apply(plan, state, event, now), begun);
          check(ringAll(plan, end, now), id, now);
        }
      }),
      { numRuns: 500 },
    );

  it.each(["message", "happening"] as const)(
    "lose neither: the %s has its place in either order, and nothing is left overdue",
    (kind) => {
      bothOrders((end, id, now) => {
        expect(placesOf(end, id).length).toBeGreaterThan(0);
        expect(isOverdue(end.run, now)).toBe(false);
      }, kind);
    },
  );
});

describe("what properties are tried on", { timeout: 60_000 }, () => {
  it("takes runs through nodes of every type, to every kind of end", () => {
    const types = new Set<string>();
    const statuses = new Set<string>();
    fc.assert(
      fc.property(arbitraryPlan, moves, (plan, before) => {
        const { results, run } = play(plan, before);
        for (const { nodeId } of results.flatMap(({ transitions }) => transitions)) {
          types.add(plan.nodes[nodeId]?.type ?? "");
        }
        statuses.add(run.status);
      }),
      { numRuns: 1500, seed: 7 },
    );
    expect(NODE_TYPES.filter((type) => !types.has(type))).toEqual([]);
    expect([...statuses].sort()).toEqual(["completed", "exited", "running", "stuck", "waiting"]);
  });

  it("ends when nothing is left to be done: every effect done and every timer fired, no run walks on", () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        let story = play(plan, []);
        for (let rounds = 0; rounds < 200 && !ENDED_STATUSES.has(story.run.status); rounds += 1) {
          const { position, status } = story.run;
          if (status === "stuck" || !position) return;
          const now = Math.max(story.now, position.rest?.until ?? 0);
          const event: RunEvent | undefined =
            status === "running" && position.effect
              ? { kind: "effect", key: position.effect.key, at: now, outcome: { status: "done" } }
              : position.rest?.until === undefined
                ? undefined
                : { kind: "timer", visit: position.visit, at: now };
          // It rests until somebody does something: that is an end as well.
          if (!event) return;
          const { run } = advance(plan, story.run, event, { now, facts: factsOf(), steps: nodeSteps });
          story = { ...story, run, now };
        }
        // What is left goes in circles by the calendar, so many steps a day.
        expect(story.run.visits).toBeGreaterThan(0);
        expect(story.run.budget.steps).toBeLessThanOrEqual(plan.settings.limits.stepsPerDay);
      }),
      { numRuns: 300 },
    );
  });
});
