import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { triggerCrmConfigSchema, triggerCrmDefinition } from "#nodes/trigger-crm/definition.ts";

describe("trigger.crm", () => {
  it.each(["created", "updated", "deleted"] as const)("goes straight on and says what was %s", (change) => {
    const player = playNode("trigger.crm", { object: "Lead", change });
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).toBe(`Lead was ${change} in the CRM`);
  });

  it("names its connection only where it has one", () => {
    const any = triggerCrmConfigSchema.parse({ object: "Lead", change: "created" });
    expect(triggerCrmDefinition.references?.(any)).toEqual([]);
    const one = triggerCrmConfigSchema.parse({ ...any, connection: "sales" });
    expect(triggerCrmDefinition.references?.(one)).toEqual([
      { path: "connection", kind: "connection", key: "sales" },
    ]);
  });

  it("refuses a filter without fields", () => {
    const config = { object: "Lead", change: "updated", fields: [] };
    expect(triggerCrmConfigSchema.safeParse(config).success).toBe(false);
  });

  it("says on its card what starts it", () => {
    expect(triggerCrmDefinition.summary({})).toBe("When a record is updated");
    expect(triggerCrmDefinition.summary({ object: "Lead", change: "updated", fields: ["stage"] })).toBe(
      "When a Lead is updated (stage)",
    );
  });
});
