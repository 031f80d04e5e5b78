import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import {
  triggerScheduleConfigSchema,
  triggerScheduleDefinition,
} from "#nodes/trigger-schedule/definition.ts";

const config = { cron: "0 9 * * 1", timezone: "Europe/Lisbon", audience: "vips" };

describe("trigger.schedule", () => {
  it("goes straight on and says for which audience it was", () => {
    const player = playNode("trigger.schedule", config);
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).toContain("“vips”");
  });

  it.each([
    ["cron", "0 9 * *"],
    ["timezone", "Lisbon"],
    ["audience", "No key"],
  ])("refuses a %s that is none, and names it", (name, value) => {
    const { error } = triggerScheduleConfigSchema.safeParse({ ...config, [name]: value });
    expect(error?.issues.map(({ path }) => path)).toEqual([[name]]);
  });

  it("says on its card when it starts, and for whom", () => {
    expect(triggerScheduleDefinition.summary(config)).toBe("At 0 9 * * 1 (Europe/Lisbon) for “vips”");
    expect(triggerScheduleDefinition.summary({})).toBe("At set times for an audience");
  });
});
