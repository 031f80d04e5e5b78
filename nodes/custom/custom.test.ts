import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { variableNameFor } from "#core/journey/custom-activity.ts";
import { customDefinition } from "#nodes/custom/definition.ts";

const customActivities = {
  "check-order": {
    name: "check-order",
    title: "Check order",
    description: "Looks an order up.",
    inputSchema: {},
    outputSchema: {},
    outlets: [
      { id: "shipped", label: "Shipped" },
      { id: "lost", label: "Lost" },
    ],
  },
};

describe("custom", () => {
  it("renders the texts of its input and keeps the types of the rest", () => {
    const input = { id: "{{ message.text }}!", tags: ["{{ contact.tags }}", 5], deep: { on: true } };
    const player = playNode("custom", { activity: "check-order", input, timeout: "PT5S" });
    expect(player.effect.effect).toEqual({
      kind: "custom",
      activity: "check-order",
      input: { id: "Hello!", tags: [["vip"], 5], deep: { on: true } },
      timeout: "PT5S",
    });
  });

  it("saves the result under the activity's name, or one of the author's", () => {
    const done = { status: "done", result: { total: 3 } } as const;
    const named = playNode("custom", { activity: "check-order" }).outcome(done);
    expect(named.end).toBe("next");
    expect(named.run.vars).toEqual({ checkOrder: { total: 3 } });
    const own = playNode("custom", { activity: "check-order", saveAs: "order" }).outcome(done);
    expect(own.run.vars).toEqual({ order: { total: 3 } });
  });

  it("leaves by the ways out that the activity declares", () => {
    const player = playNode("custom", { activity: "check-order" }, { customActivities });
    expect(player.outcome({ status: "done", outlet: "lost" }).end).toBe("lost");
    const odd = playNode("custom", { activity: "check-order" }, { customActivities });
    expect(odd.outcome({ status: "done", outlet: "nowhere" }).run.stuck?.code).toBe("unknown_outlet");
  });

  it("leaves by failed where there is such a way", () => {
    expect(playNode("custom", { activity: "other" }).fail().end).toBe("failed");
    expect(playNode("custom", { activity: "check-order" }, { customActivities }).fail().run.status).toBe(
      "stuck",
    );
  });

  it.each([
    ["check-order", "checkOrder"],
    ["Check order_status", "checkOrderStatus"],
    ["orderStatus", "orderStatus"],
    ["2fa", "fa"],
    ["***", "result"],
  ])("makes of %s the variable %s", (activity, name) => {
    expect(variableNameFor(activity)).toBe(name);
  });

  it("says on its card what it runs", () => {
    expect(customDefinition.summary({ activity: "check-order" })).toBe("Run check-order");
  });
});
