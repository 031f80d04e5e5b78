import { describe, expect, it } from "vitest";
import { describeCondition } from "#core/conditions/describe-condition.ts";

describe("describeCondition", () => {
  it.each([
    [{ field: "message.sentiment", op: "lt", value: -0.25 }, "message sentiment is less than -0.25"],
    [{ field: "contact.tags", op: "hasAny", value: ["vip", "gold"] }, "tags has any of “vip” or “gold”"],
    [{ field: "contact.attributes.plan", op: "eq", value: "pro" }, "contact attribute plan is “pro”"],
    [
      { field: "message.at", op: "withinLast", within: "P2D" },
      "time of the message was within the last 2 days",
    ],
    [{ field: "hours.main.open", op: "eq", value: true }, "business hours are open main is yes"],
    [
      {
        all: [
          { field: "vars.a", op: "exists" },
          { any: [{ field: "vars.b", op: "missing" }, { not: { all: [] } }] },
        ],
      },
      "saved answer a is set and (saved answer b is not set or not (always))",
    ],
  ])("writes %j as a sentence", (condition, sentence) => {
    expect(describeCondition(condition)).toBe(sentence);
  });

  it("never throws, whatever it is given", () => {
    for (const odd of [
      null,
      7,
      "x",
      [],
      {},
      { all: [null] },
      { field: 3 },
      { field: "x", op: "__proto__" },
    ]) {
      expect(typeof describeCondition(odd)).toBe("string");
    }
  });
});
