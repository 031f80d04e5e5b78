import { describe, expect, it } from "vitest";
import { planOf } from "#core/journey/__fixtures__/player.ts";
import { listensTo } from "#core/journey/listens.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

describe("what a plan listens to", () => {
  it("is what its nodes, its exit rules and its goal ask for, once each", () => {
    const plan = planOf(
      [
        { id: "start", type: "trigger.conversation", config: { on: "silence", after: "P1D" } },
        { id: "wait", type: "wait", config: { untilField: { path: "records.visit.startsAt" } } },
        {
          id: "for",
          type: "waitFor",
          config: { events: [{ on: "event", name: "paid" }, { on: "message" }] },
        },
      ],
      ["start.next > wait", "wait.next > for"],
      {
        settings: {
          exitWhen: [{ on: "message" }, { on: "contact", name: "tags" }],
          goal: { event: "paid", within: "P7D" },
        },
      },
    );
    expect(listensTo(plan, nodeDefinitions)).toEqual(["contact", "event:paid", "message", "start:silence"]);
  });

  it("is nothing for a journey that only sends", () => {
    const plan = planOf(
      [
        { id: "start", type: "trigger.message", config: {} },
        { id: "send", type: "send", config: { text: "Hello" } },
      ],
      ["start.next > send"],
    );
    expect(listensTo(plan, nodeDefinitions)).toEqual([]);
  });
});
