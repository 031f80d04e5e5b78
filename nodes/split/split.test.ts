import { describe, expect, it } from "vitest";
import { contact, conversation } from "#core/journey/__fixtures__/facts.ts";
import { Player, planOf, playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { splitConfigSchema, splitDefinition } from "#nodes/split/definition.ts";

const arms = [
  { outlet: "a", weight: 3 },
  { outlet: "b", weight: 1 },
];

/** The arm of each of many people. */
function armsOf(config: JsonObject, people: number): string[] {
  const plan = planOf(
    [
      { id: "trigger", type: "trigger.message", config: {} },
      { id: "node", type: "split", config },
    ],
    ["trigger.next > node"],
  );
  return Array.from({ length: people }, (_, index) => {
    const facts = { contact: { ...contact, id: `contact-${index}` } };
    return new Player(plan, { facts }).start().run.arms?.node ?? "none";
  });
}

function share(config: JsonObject, people = 1000): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const arm of armsOf(config, people)) counts[arm] = (counts[arm] ?? 0) + 1 / people;
  return counts;
}

describe("split", () => {
  it("shares people out by weight, and the same person always alike", () => {
    const counts = share({ arms });
    expect(counts.a).toBeGreaterThan(0.7);
    expect(counts.a).toBeLessThan(0.8);
    expect(share({ arms })).toEqual(counts);
  });

  it("takes the held out first, without moving the others about", () => {
    const counts = share({ arms, holdout: 20 });
    expect(counts.holdout).toBeGreaterThan(0.17);
    expect(counts.holdout).toBeLessThan(0.23);
    const before = armsOf({ arms }, 300);
    const after = armsOf({ arms, holdout: 20 }, 300);
    const moved = after.map((arm, index) => arm !== "holdout" && arm !== before[index]);
    expect(moved).not.toContain(true);
    expect(playNode("split", { arms, holdout: 100 }).end).toBe("holdout");
  });

  it("can decide for each conversation", () => {
    const ends = Array.from({ length: 40 }, (_, index) => {
      const facts = { conversation: { ...conversation, id: `conversation-${index}` } };
      return playNode("split", { by: "conversation", arms }, { facts }).end;
    });
    expect(new Set(ends)).toEqual(new Set(["a", "b"]));
    expect(playNode("split", { by: "conversation", arms }, { facts: { conversation: null } }).end).toBe(
      playNode("split", { arms }).end,
    );
  });

  it("keeps the arm in the run, under the experiment's name or the node's id", () => {
    expect(playNode("split", { key: "offer", arms: [{ outlet: "only", weight: 1 }] }).run.arms).toEqual({
      offer: "only",
    });
    expect(playNode("split", { arms, holdout: 100 }).run.arms).toEqual({ node: "holdout" });
  });

  it("gives everybody but the held out to the arm that has won", () => {
    const facts = { winners: { node: "b" } };
    const ends = Array.from({ length: 40 }, (_, index) => {
      const people = { ...facts, contact: { ...contact, id: `contact-${index}` } };
      return playNode("split", { arms, winner: {} }, { facts: people }).end;
    });
    expect(new Set(ends)).toEqual(new Set(["b"]));
    expect(playNode("split", { arms, winner: {}, holdout: 100 }, { facts }).end).toBe("holdout");
    expect(playNode("split", { arms: [{ outlet: "a", weight: 1 }], winner: {} }, { facts }).end).toBe("a");
  });

  it("leaves a run that comes by again where it was, though another arm has won meanwhile", () => {
    const plan = planOf(
      [
        { id: "trigger", type: "trigger.message", config: {} },
        {
          id: "split",
          type: "split",
          config: {
            arms: [
              { outlet: "a", weight: 1 },
              { outlet: "b", weight: 1 },
            ],
            winner: {},
          },
        },
        { id: "wait", type: "wait", config: { for: "PT1H" } },
      ],
      ["trigger.next > split", "split.a > wait", "split.b > wait", "wait.next > split"],
    );
    const player = new Player(plan).start();
    const arm = player.run.arms?.split;
    player.facts = { ...player.facts, winners: { split: arm === "a" ? "b" : "a" } };
    expect(player.ring().run.arms).toEqual({ split: arm });
  });

  it("refuses two arms of one name, and one that is named as the held out", () => {
    const named = (...names: string[]) =>
      splitConfigSchema.safeParse({ arms: names.map((outlet) => ({ outlet, weight: 1 })) }).success;
    expect([named("a", "b"), named("a", "a"), named("holdout")]).toEqual([true, false, false]);
  });

  it("says on its card how it splits", () => {
    expect(splitDefinition.summary({ arms })).toBe("Split into a and b");
    expect(splitDefinition.outlets({ arms }).map(({ id }) => id)).toEqual(["a", "b", "holdout"]);
  });
});
