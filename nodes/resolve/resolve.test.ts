import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { resolveDefinition } from "#nodes/resolve/definition.ts";

describe("resolve", () => {
  it("asks to resolve, with a survey where there is one", () => {
    expect(playNode("resolve", { reason: "done" }).effect.effect).toEqual({
      kind: "resolve",
      reason: "done",
      evenIfAssigned: false,
    });
    const csat = { text: "How was it, {{ contact.firstName }}?" };
    expect(playNode("resolve", { reason: "done", csat }).effect.effect).toMatchObject({
      csat: { channel: "reply", expires: "P3D", text: "How was it, Ann?" },
    });
  });

  it("goes on when it is resolved, and when a person has the conversation and keeps it", () => {
    expect(playNode("resolve", { reason: "done" }).outcome().end).toBe("next");
    const kept = { status: "suppressed", code: "assigned", reason: "A person has it" } as const;
    const player = playNode("resolve", { reason: "done" }).outcome(kept);
    expect(player.end).toBe("next");
    expect(player.transitions.map(({ why }) => why)).toContain("A person has it");
  });

  it("says on its card as what it resolves", () => {
    expect(resolveDefinition.summary({ reason: "booked" })).toBe("Resolve as booked");
  });
});
