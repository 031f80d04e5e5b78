import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { triggerFormConfigSchema, triggerFormDefinition } from "#nodes/trigger-form/definition.ts";

describe("trigger.form", () => {
  it("goes straight on and says which form it was", () => {
    const player = playNode("trigger.form", { form: "newsletter" });
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).toBe("The form “newsletter” was submitted");
  });

  it("names its form and the condition it asks", () => {
    const when = { field: "event.properties.plan", op: "eq", value: "gold" };
    const config = triggerFormConfigSchema.parse({ form: "newsletter", when });
    expect(triggerFormDefinition.references?.(config)).toEqual([
      { path: "form", kind: "form", key: "newsletter" },
    ]);
    expect(triggerFormDefinition.conditions?.(config)).toEqual([{ path: "when", condition: when }]);
  });

  it("says on its card which form starts it", () => {
    expect(triggerFormDefinition.summary({})).toBe("When a form is submitted");
    expect(triggerFormDefinition.summary({ form: "newsletter" })).toBe("When “newsletter” is submitted");
  });
});
