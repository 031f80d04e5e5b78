import { describe, expect, it } from "vitest";
import { factsOf, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { matchTrigger } from "#core/journey/match-trigger.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import { triggerEventDefinition } from "#nodes/trigger-event/definition.ts";

const event = { name: "order_placed", occurredAt: "2026-03-02T09:00:00Z", properties: { total: 120 } };

function matches(config: Record<string, unknown>, name = "order_placed"): boolean {
  const lookup = createLookup({ facts: factsOf({ event }), vars: {}, run: null, now: MONDAY });
  const trigger = { type: "trigger.event", config: config as never };
  return matchTrigger(trigger, { kind: "event", name }, { lookup, now: MONDAY });
}

describe("trigger.event", () => {
  it("goes straight on and says which event it was", () => {
    const player = playNode("trigger.event", { event: "order_placed" }, { facts: { event } });
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).toContain("order_placed");
  });

  it("starts on its event alone, under its condition", () => {
    expect(matches({ event: "order_placed" })).toBe(true);
    expect(matches({ event: "order_placed" }, "order_lost")).toBe(false);
    const when = { field: "event.properties.total", op: "gt", value: 100 };
    expect(matches({ event: "order_placed", when })).toBe(true);
    expect(matches({ event: "order_placed", when: { ...when, value: 200 } })).toBe(false);
  });

  it("never starts on a message", () => {
    const context = { lookup: () => undefined, now: MONDAY };
    const trigger = { type: "trigger.message", config: {} };
    expect(matchTrigger(trigger, { kind: "event", name: "x" }, context)).toBe(false);
  });

  it("says on its card which event starts it", () => {
    expect(triggerEventDefinition.summary({ event: "order_placed" })).toBe("When “order_placed” happens");
  });
});
