import { describe, expect, it } from "vitest";
import { OCCASIONS, occasionOf, occasionWords } from "#core/conversation/occasion.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import {
  triggerConversationConfigSchema,
  triggerConversationDefinition,
} from "#nodes/trigger-conversation/definition.ts";

const configOf = (on: string): JsonObject => (on === "silence" ? { on, after: "PT2H" } : { on });
const issues = (config: object) =>
  triggerConversationConfigSchema.safeParse(config).error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("trigger.conversation", () => {
  it.each(OCCASIONS)("goes straight on at %s, and says why", (on) => {
    const player = playNode("trigger.conversation", configOf(on));
    expect(player.end).toBe("next");
    expect(player.transitions[1]?.why).not.toBe("");
    expect(triggerConversationDefinition.summary(configOf(on) as never)).toMatch(/^When /);
  });

  it("asks for the time of a silence, and of nothing else", () => {
    expect(issues({ on: "silence" })).toEqual(["after"]);
    expect(issues({ on: "status", after: "PT2H" })).toEqual(["after"]);
    expect(issues({ on: "silence", after: "PT2H", to: "resolved" })).toEqual(["to"]);
    expect(issues({ on: "status", to: "resolved" })).toEqual([]);
  });

  it("names what its journey is found by", () => {
    const config = triggerConversationConfigSchema.parse({ on: "silence", after: "P1D" });
    expect(triggerConversationDefinition.listens?.(config)).toEqual(["start:silence"]);
  });

  it("knows which events of the log it starts at, and what each changed to", () => {
    expect(occasionOf("sla.breached")).toBe("slaBreach");
    expect(occasionOf("message.sent")).toBeUndefined();
    expect(occasionWords({ from: "new", to: "resolved" })).toEqual(["resolved"]);
  });
});
