import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arbitraryControl,
  arbitraryMove,
  arbitraryPlan,
} from "#core/journey/__fixtures__/arbitrary-journey.ts";
import { factsOf } from "#core/journey/__fixtures__/facts.ts";
import { play, type Story } from "#core/journey/__fixtures__/play-moves.ts";
import { isAtRest, migrateRun } from "#core/journey/advance/migrate-run.ts";
import { fateOf } from "#core/journey/migration.ts";
import type { Plan } from "#core/journey/plan.ts";
import { ENDED_STATUSES, type RunState } from "#core/journey/run.ts";
import { nodeSteps } from "#nodes/steps.ts";

const anyMoves = fc.array(
  fc.oneof({ weight: 5, arbitrary: arbitraryMove }, { weight: 1, arbitrary: arbitraryControl }),
  { maxLength: 40 },
);

function move(from: Plan, to: Plan, run: RunState, now: number) {
  const migration = {
    from: { plan: from, versionId: "version-1", number: 1 },
    to: { plan: to, versionId: "version-2", number: 2 },
    nodeMap: {},
  };
  return migrateRun(migration, run, { now, facts: factsOf(), steps: nodeSteps });
}

describe("moving a run to another version", { timeout: 60_000 }, () => {
  it("that says the same, at any point and however often, changes nothing of what becomes of it", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, fc.integer({ min: 1, max: 4 }), (plan, moves, every) => {
        const same: Plan = JSON.parse(JSON.stringify(plan));
        const plain = play(plan, moves).run;
        let count = 0;
        const migrate = (story: Story) => {
          count += 1;
          if (count % every !== 0) return;
          const migrated = move(plan, same, story.run, story.now);
          if (migrated.kind !== "moved") return;
          expect(migrated.advance.effects).toEqual([]);
          expect(migrated.advance.untaken).toEqual([]);
          story.run = migrated.advance.run;
        };
        expect(play(plan, moves, { after: migrate }).run).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  it("moves every run that rests, and none that walks", () => {
    fc.assert(
      fc.property(arbitraryPlan, anyMoves, (plan, moves) => {
        const { run, now } = play(plan, moves);
        const { kind } = move(plan, plan, run, now);
        expect(kind).toBe(ENDED_STATUSES.has(run.status) ? "refused" : isAtRest(run) ? "moved" : "later");
      }),
      { numRuns: 200 },
    );
  });

  it("to any plan at all leaves it whole: it has moved and rests soundly, or is as it was", () => {
    fc.assert(
      fc.property(arbitraryPlan, arbitraryPlan, anyMoves, (from, to, moves) => {
        const { run, now } = play(from, moves);
        const before = JSON.stringify(run);
        const migrated = move(from, to, run, now);
        expect(JSON.stringify(run)).toBe(before);
        if (migrated.kind !== "moved") return;
        const { run: after, effects, transitions } = migrated.advance;
        expect(transitions[0]?.kind).toBe("migrated");
        expect(effects.length).toBeLessThanOrEqual(1);
        if (after.position) expect(Object.hasOwn(to.nodes, after.position.nodeId)).toBe(true);
        if (run.position) expect(fateOf(from, to, run.position.nodeId, {}).kind).not.toBe("none");
        expect(ENDED_STATUSES.has(after.status)).toBe(after.position === null && after.visits > 0);
      }),
      { numRuns: 300 },
    );
  });
});
