import { describe, expect, it } from "vitest";
import type { References } from "#core/api/studio.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { describeExclusion, describeTarget, describeWhen } from "./rule-words.ts";

const references = {
  team: [{ key: "billing", name: "Billing" }],
  agent: [{ key: "ana@a.example", name: "Ana Reis" }],
  skill: [{ key: "german", name: "German" }],
  journey: [],
  intent: [{ key: "open_day", name: "Open day" }],
} as unknown as References;

describe("a rule in words", () => {
  it("says when it holds", () => {
    const words = (when: Condition) => describeWhen(when, references);
    expect(words({ all: [] })).toBe("Every conversation");
    expect(words({ field: "contact.tier", op: "eq", value: "gold" })).toBe("When tier is “gold”");
    const intents: Condition = { field: "conversation.intent", op: "in", value: ["open_day", "gone"] };
    expect(words({ all: [intents] })).toBe("When conversation intent is one of “Open day” or “gone”");
  });

  it.each([
    [{ team: "billing", strategy: "skill", priority: "high" }, "team Billing, best skill, high priority"],
    [{ team: "gone" }, "team gone, as the team chooses"],
    [{ agent: "ana@a.example" }, "Ana Reis"],
    [{ journey: "welcome" }, "journey welcome"],
    [{ skills: [{ key: "german", level: 2 }] }, "anybody who fits, least busy, German 2 or better"],
    [
      { team: "billing", mode: "offer", overflow: { after: "PT10M", team: "billing" } },
      "team Billing, as the team chooses, offered for 2 minutes, after 10 minutes also team Billing",
    ],
  ] as const)("says where %j leads", (target, words) => {
    expect(describeTarget(structuredClone(target) as never, references).join(", ")).toBe(words);
  });

  it("says why somebody was left out, also for a filter that is new", () => {
    expect(describeExclusion("shift")).toBe("Off shift");
    expect(describeExclusion(null)).toBe("Can take it");
    expect(describeExclusion("somewhere else")).toBe("somewhere else");
  });
});
