import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { assignDefinition } from "#nodes/assign/definition.ts";

describe("assign", () => {
  it("asks for a person with all that routing needs", () => {
    const player = playNode("assign", {
      team: "care",
      skills: [{ key: "german" }],
      note: "About {{ contact.firstName }}",
      queueFor: "PT5M",
    });
    expect(player.effect.effect).toEqual({
      kind: "assign",
      team: "care",
      skills: [{ key: "german", level: 1 }],
      mode: "direct",
      offerTimeout: "PT2M",
      queueFor: "PT5M",
      note: "About Ann",
    });
  });

  it.each(["assigned", "nobody", "declined"])("leaves by %s where routing says so", (outlet) => {
    expect(playNode("assign", {}).outcome({ status: "done", outlet }).end).toBe(outlet);
  });

  it("is stuck where routing fails, and assigned where it says no more than done", () => {
    expect(playNode("assign", {}).fail().run.status).toBe("stuck");
    expect(playNode("assign", {}).outcome().end).toBe("assigned");
  });

  it("says on its card who takes it", () => {
    expect(assignDefinition.summary({ team: "care" })).toBe("Assign to the team care");
    expect(assignDefinition.summary({ mode: "offer", agent: "a@b.co" })).toBe("Offer to a@b.co");
    expect(assignDefinition.summary({})).toBe("Assign by the routing rules");
  });
});
