import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import {
  triggerAudienceConfigSchema,
  triggerAudienceDefinition,
} from "#nodes/trigger-audience/definition.ts";

describe("trigger.audience", () => {
  it.each(["entered", "left"] as const)("goes straight on and says that the contact %s", (on) => {
    const player = playNode("trigger.audience", { audience: "vips", on });
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).toBe(`The contact ${on} the audience “vips”`);
  });

  it("names its audience, which has to be there", () => {
    const config = triggerAudienceConfigSchema.parse({ audience: "vips", on: "left" });
    expect(triggerAudienceDefinition.references?.(config)).toEqual([
      { path: "audience", kind: "audience", key: "vips" },
    ]);
  });

  it("needs both an audience and a direction", () => {
    expect(triggerAudienceConfigSchema.safeParse({ audience: "vips" }).success).toBe(false);
    expect(triggerAudienceConfigSchema.safeParse({ on: "entered" }).success).toBe(false);
  });

  it("says on its card what starts it", () => {
    expect(triggerAudienceDefinition.summary({})).toBe("When a contact enters an audience");
    expect(triggerAudienceDefinition.summary({ audience: "vips", on: "left" })).toBe(
      "When a contact leaves “vips”",
    );
  });
});
