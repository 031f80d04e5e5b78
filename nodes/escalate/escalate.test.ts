import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { escalateConfigSchema, escalateDefinition } from "#nodes/escalate/definition.ts";

const config = { to: "supervisor", reason: "{{ contact.firstName }} is angry" };

describe("escalate", () => {
  it("tells why in words, and goes on", () => {
    const player = playNode("escalate", { ...config, priority: "urgent" });
    expect(player.effect.effect).toEqual({
      kind: "escalate",
      to: "supervisor",
      reason: "Ann is angry",
      priority: "urgent",
    });
    expect(player.outcome().end).toBe("next");
  });

  it("goes on where there was nobody to tell, and its timeline says so", () => {
    const player = playNode("escalate", config);
    player.outcome({ status: "suppressed", code: "nobody", reason: "There is no supervisor here." });
    expect(player.end).toBe("next");
    expect(player.transitions.map(({ why }) => why)).toContain("There is no supervisor here.");
  });

  it("names a team or somebody by e-mail as what must be there", () => {
    const references = (to: string) =>
      escalateDefinition.references?.(escalateConfigSchema.parse({ ...config, to }));
    expect(references("care")).toEqual([{ path: "to", kind: "team", key: "care" }]);
    expect(references("a@b.co")).toEqual([{ path: "to", kind: "agent", key: "a@b.co" }]);
    expect(references("supervisor")).toEqual([]);
    expect(escalateConfigSchema.safeParse({ ...config, to: "Night shift" }).success).toBe(false);
  });

  it("says on its card to whom", () => {
    expect(escalateDefinition.summary({ to: "supervisor" })).toBe("Escalate to a supervisor");
    expect(escalateDefinition.summary({ to: "care" })).toBe("Escalate to the team care");
    expect(escalateDefinition.summary({})).toBe("Escalate");
  });
});
