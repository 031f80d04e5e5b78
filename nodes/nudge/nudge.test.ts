import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { nudgeDefinition } from "#nodes/nudge/definition.ts";

describe("nudge", () => {
  it("gives a rendered hint and goes on", () => {
    const player = playNode("nudge", { text: "{{ contact.name }} waits for an offer" });
    expect(player.effect.effect).toEqual({ kind: "nudge", text: "Ann Lee waits for an offer" });
    expect(player.outcome().end).toBe("next");
  });

  it("goes on where there is no conversation to show it in", () => {
    const suppressed = { status: "suppressed", code: "no_conversation", reason: "Nowhere" } as const;
    expect(playNode("nudge", { text: "x" }).outcome(suppressed).end).toBe("next");
  });

  it("is stuck where the hint cannot be written", () => {
    expect(playNode("nudge", { text: "x" }).fail().run.status).toBe("stuck");
  });

  it("says on its card what it hints", () => {
    expect(nudgeDefinition.summary({ text: "Offer 10 %" })).toBe("Nudge “Offer 10 %”");
  });
});
