import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { goalDefinition } from "#nodes/goal/definition.ts";

const event = { name: "ordered", occurredAt: "2026-03-02T09:00:00Z", properties: { total: 120 } };

describe("goal", () => {
  it("counts the run as a success with what it is worth, and goes on", () => {
    const config = { name: "sold", value: "event.properties.total" };
    const player = playNode("goal", config, { facts: { event } });
    expect(player.end).toBe("next");
    expect(player.run.goal).toMatchObject({ name: "sold", value: 120 });
    expect(player.transitions.find(({ kind }) => kind === "goal")?.detail).toEqual({
      name: "sold",
      value: 120,
    });
  });

  it("is reached without a value where there is none", () => {
    const player = playNode("goal", { name: "sold", value: "event.properties.total" });
    expect(player.run.goal).toEqual({ name: "sold", at: player.now });
  });

  it("names its goal on the card", () => {
    expect(goalDefinition.summary({ name: "sold" })).toBe("Reached sold");
    expect(goalDefinition.summary({})).toBe("Goal reached");
  });
});
