import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { journeyConfigSchema, journeyDefinition } from "#nodes/journey/definition.ts";

const config = {
  journey: "collect_slot",
  input: { topic: "{{ message.text }}", tags: "{{ contact.tags }}" },
};
const returned = (effectKey: string, name = "completed") => ({
  kind: "happening" as const,
  id: `event-${name}`,
  at: 0,
  on: "journey",
  name,
  data: { effectKey, vars: { slot: "nine" } },
});

describe("journey", () => {
  it("hands over what is filled in, waits without the floor, and takes the variables back", () => {
    const player = playNode("journey", config);
    expect(player.effect.effect).toEqual({
      kind: "journey",
      journey: "collect_slot",
      input: { topic: "Hello", tags: ["vip"] },
      wait: true,
    });
    player.outcome({ status: "done", result: { runId: "run-2" } });
    expect(player.run.position?.rest).toEqual({ on: ["happening"], floor: false });
    player.apply(returned("run-1:2"));
    expect([player.end, player.run.vars]).toEqual(["returned", { collectSlot: { slot: "nine" } }]);
  });

  it("hears of its own visit alone", () => {
    const player = playNode("journey", config).outcome();
    player.apply(returned("run-1:1")).apply({ ...returned("run-1:2"), id: "other", on: "routing" });
    expect(player.run.status).toBe("waiting");
  });

  it("takes a return that comes before it rests", () => {
    const player = playNode("journey", config).apply(returned("run-1:2"));
    expect(player.outcome().end).toBe("returned");
  });

  it("has returned at once where runs are only played", () => {
    const player = playNode("journey", config).outcome({ status: "done", outlet: "returned", result: {} });
    expect([player.end, player.run.vars]).toEqual(["returned", { collectSlot: {} }]);
  });

  it("goes on at once where it is not to wait, and saves nothing", () => {
    const player = playNode("journey", { ...config, wait: false }).outcome();
    expect([player.end, player.run.vars]).toEqual(["returned", {}]);
    expect(
      journeyDefinition.saves?.(journeyConfigSchema.parse({ journey: "a", wait: false }) as never),
    ).toEqual([]);
  });

  it("leaves by failed where the other is refused or stopped", () => {
    expect(playNode("journey", config).fail("too_deep", "Too deep").end).toBe("failed");
    const stopped = playNode("journey", config).outcome().apply(returned("run-1:2", "stopped"));
    expect(stopped.end).toBe("failed");
    expect(stopped.transitions.map(({ why }) => why)).toContain("collect_slot was stopped");
  });

  it("refuses to hand over what is no variable, and says on its card where it goes", () => {
    expect(journeyConfigSchema.safeParse({ journey: "a", input: { "Not one": 1 } }).success).toBe(false);
    expect(journeyDefinition.summary({ journey: "collect_slot" })).toBe("Go through collect_slot");
    expect(journeyDefinition.summary({ journey: "x", wait: false })).toBe("Start x");
  });
});
