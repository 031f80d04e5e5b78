import { describe, expect, it } from "vitest";
import { messageOf } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { branchDefinition } from "#nodes/branch/definition.ts";

const cases: JsonObject[] = [
  { outlet: "gold", label: "Gold", when: { field: "contact.tier", op: "eq", value: "gold" } },
  { outlet: "angry", when: { field: "message.sentiment", op: "lt", value: -0.5 } },
];

describe("branch", () => {
  it("takes the first case that holds, and says why", () => {
    const player = playNode("branch", { cases }, { facts: { message: messageOf({ sentiment: -1 }) } });
    expect(player.end).toBe("gold");
    expect(player.transitions.find(({ nodeId }) => nodeId === "node")).toBeDefined();
    expect(player.transitions.map(({ why }) => why)).toContain("Because tier is “gold”");
  });

  it("takes a later case, or else", () => {
    const [, angry] = cases;
    const facts = { message: messageOf({ sentiment: -1 }) };
    expect(playNode("branch", { cases: [angry ?? {}] }, { facts }).end).toBe("angry");
    expect(playNode("branch", { cases: [angry ?? {}] }).end).toBe("else");
  });

  it("reads conditions by the run's clock and zone", () => {
    const when = { field: "now", op: "between", value: ["2026-03-02T11:00", "2026-03-02T11:00:01"] };
    expect(playNode("branch", { cases: [{ outlet: "yes", when }] }).end).toBe("yes");
  });

  it("has an outlet for each case, and else", () => {
    expect(branchDefinition.outlets({ cases } as never)).toEqual([
      { id: "gold", label: "Gold" },
      { id: "angry", label: "angry" },
      { id: "else", label: "Else" },
    ]);
  });

  it("says on its card what it looks at", () => {
    expect(branchDefinition.summary({ cases: cases.slice(0, 1) } as never)).toBe("If tier is “gold”");
    expect(branchDefinition.summary({ cases } as never)).toBe("Choose one of 3 ways");
  });
});
