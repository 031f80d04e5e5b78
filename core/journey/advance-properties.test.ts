import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitraryControl,
  arbitraryMove,
  arbitraryPlan,
  type Move,
} from "#core/journey/__fixtures__/arbitrary-journey.ts";
import { MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { play } from "#core/journey/__fixtures__/play-moves.ts";
import { MINUTE, Player, planOf, SECOND } from "#core/journey/__fixtures__/player.ts";
import type { KeyedEffect } from "#core/journey/effect.ts";
import { ENDED_STATUSES, type RunEvent, type RunState } from "#core/journey/run.ts";

const anyMoves = fc.array(
  fc.oneof({ weight: 5, arbitrary: arbitraryMove }, { weight: 1, arbitrary: arbitraryControl }),
  {
    maxLength: 40,
  },
);
/** Moves in which every timer fires when it is due, as a pause would otherwise find one that had run out. */
const promptMoves = fc
  .array(arbitraryMove, { maxLength: 40 })
  .map((moves) => moves.filter(({ kind }) => kind !== "pass" && kind !== "repeat"));

/** What a run may look like between two events. */
function expectAtRest({ status, position, ended, stuck, suspended, inbox }: RunState): void {
  expect(ENDED_STATUSES.has(status)).toBe(ended !== undefined);
  expect(status === "held" || status === "paused").toBe(suspended !== undefined);
  const doing = suspended?.from ?? status;
  if (ended) expect([position, suspended, inbox]).toEqual([null, undefined, []]);
  if (doing === "running")
    expect([position?.effect === undefined, position?.rest]).toEqual([false, undefined]);
  if (doing === "waiting")
    expect(position?.rest?.until !== undefined || (position?.rest?.on.length ?? 0) > 0).toBe(true);
  expect(doing === "stuck").toBe(stuck !== undefined);
}

describe("advance, whatever the plan and whatever happens", { timeout: 60_000 }, () => {
  it("ends, rests, is stuck or waits for exactly one effect after every event", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, (plan, moves) => {
        play(plan, moves, {
          after({ run }, { effects }) {
            expectAtRest(run);
            expect(effects.length).toBeLessThanOrEqual(1);
            if (effects.length === 1) expect(run.position?.effect).toEqual(effects[0]);
          },
        });
      }),
      { numRuns: 400 },
    );
  });

  it("loses no message: each is taken, absorbed, queued, kept or given back", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, (plan, moves) => {
        const { run, events, results } = play(plan, moves);
        const idsOf = (list: readonly RunEvent[] = []) =>
          list.flatMap((event) => ("id" in event ? [event.id] : []));
        const untaken = new Set(idsOf(results.flatMap((result) => result.untaken)));
        const kept = new Set([...idsOf(run.inbox), ...idsOf(run.suspended?.missed)]);
        for (const event of events) {
          if (event.kind !== "message") continue;
          const places = [run.applied.includes(event.id), kept.has(event.id)].filter(Boolean).length;
          expect(places === 1 || (places === 0 && untaken.has(event.id))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never gives one key to two effects, and never asks for the first of a visit twice with other content", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, (plan, moves) => {
        const byKey = new Map<string, KeyedEffect>();
        for (const { effects } of play(plan, moves).results) {
          for (const effect of effects) {
            expect(effect).toEqual(byKey.get(effect.key) ?? effect);
            expect(effect.key).toBe(`run-1:${effect.visit}`);
            byKey.set(effect.key, effect);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is the same after a round trip through JSON at every point, and changes nothing it was given", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, (plan, moves) => {
        const direct = play(plan, moves).run;
        let copy = "";
        const stored = play(plan, moves, {
          before(story) {
            if (copy !== "") expect(JSON.stringify(story.run)).toBe(copy);
          },
          after(story) {
            story.run = JSON.parse(JSON.stringify(story.run));
            copy = JSON.stringify(story.run);
          },
        }).run;
        expect(stored).toEqual(direct);
      }),
      { numRuns: 200 },
    );
  });

  it("goes on after a pause at any point as if there had been none", () => {
    const pause: Move = { kind: "control", action: "pause", expired: "fire", resendUnknown: false };
    const essence = ({ applied: _applied, ...run }: RunState) => run;
    fc.assert(
      fc.property(arbitraryPlan, promptMoves, fc.nat(40), (plan, moves, at) => {
        const plain = play(plan, moves, { isPrompt: true });
        const resumed = [
          ...moves.slice(0, at),
          pause,
          { ...pause, action: "resume" as const },
          ...moves.slice(at),
        ];
        const interrupted = play(plan, resumed, { isPrompt: true });
        const nameless = (run: RunState) =>
          JSON.parse(JSON.stringify(essence(run)).replace(/event-\d+/g, "event"));
        expect(nameless(interrupted.run)).toEqual(nameless(plain.run));
      }),
      { numRuns: 300 },
    );
  });

  it("comes to an end of its walking within the day's budget, however the plan loops", () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const answers: Move[] = Array.from({ length: 100 }, () => ({
          kind: "outcome",
          outcome: { status: "done" },
        }));
        expect(play(plan, answers).run.visits).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("a message and a timer at the same moment", () => {
  const trigger = { id: "start", type: "trigger.message" };
  const ask = { id: "ask", type: "ask", config: { text: "?", saveAs: "slot", timeout: "PT1M" } };
  const plan = planOf([trigger, ask], ["start.next > ask"]);
  const due = () => {
    const player = new Player(plan).start().outcome();
    player.now += MINUTE;
    return player;
  };

  it("message first: it is the answer, and the timer is stale", () => {
    const player = due()
      .say("Monday")
      .apply({ kind: "timer", visit: 2, at: MONDAY + MINUTE });
    expect(player.pass(2 * SECOND).run.vars).toEqual({ slot: "Monday" });
  });

  it("timer first: the question times out, and the message goes on down the inbound order", () => {
    const player = due()
      .apply({ kind: "timer", visit: 2, at: MONDAY + MINUTE })
      .say("Monday");
    expect(player.run.status).toBe("completed");
    expect(player.untaken).toHaveLength(1);
  });
});
