import { describe, expect, it } from "vitest";
import { MONDAY, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { chooseTrigger, matchTrigger } from "#core/journey/match-trigger.ts";
import type { MessageFacts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";
import { triggerMessageConfigSchema, triggerMessageDefinition } from "#nodes/trigger-message/definition.ts";

function matches(
  config: JsonObject,
  message: Partial<MessageFacts> = {},
  startsConversation = false,
): boolean {
  const parsed = triggerMessageConfigSchema.parse(config) as unknown as JsonObject;
  const occasion = {
    kind: "message" as const,
    message: messageOf(message),
    account: "main",
    startsConversation,
  };
  const lookup = (field: string) => (field === "contact.tier" ? "gold" : undefined);
  return matchTrigger({ type: "trigger.message", config: parsed }, occasion, { lookup, now: MONDAY });
}

describe("trigger.message", () => {
  it("goes straight on", () => {
    expect(playNode("trigger.message", {}).end).toBe("next");
  });

  it("starts on every message unless told otherwise", () => {
    expect(matches({})).toBe(true);
    expect(matches({ on: "conversationStart" })).toBe(false);
    expect(matches({ on: "conversationStart" }, {}, true)).toBe(true);
  });

  it("looks at channel and account", () => {
    expect(matches({ channels: ["sms", "email"] })).toBe(true);
    expect(matches({ channels: ["email"] })).toBe(false);
    expect(matches({ accounts: ["main"] })).toBe(true);
    expect(matches({ accounts: ["other"] })).toBe(false);
  });

  it.each([
    ["Please STOP!", true],
    ["stop", true],
    ["stopping", false],
    ["I want to opt  out, now", true],
    ["opted out", false],
    ["", false],
  ])("finds keywords as whole words in any case: “%s”", (text, expected) => {
    expect(matches({ keywords: ["stop", "Opt Out"] }, { text })).toBe(expected);
  });

  it("finds keywords in every script", () => {
    expect(matches({ keywords: ["Übergrößen"] }, { text: "Haben Sie ÜBERGRÖSSEN?" })).toBe(false);
    expect(matches({ keywords: ["привет"] }, { text: "Привет!" })).toBe(true);
    expect(matches({ keywords: ["👍"] }, { text: "👍" })).toBe(true);
  });

  it("wants an intent to be sure enough", () => {
    const config = { intents: ["billing"], minConfidence: 0.8 };
    expect(matches(config, { intent: "billing", intentConfidence: 0.8 })).toBe(true);
    expect(matches(config, { intent: "billing", intentConfidence: 0.79 })).toBe(false);
    expect(matches(config, { intent: "other", intentConfidence: 1 })).toBe(false);
    expect(matches(config)).toBe(false);
  });

  it("keeps to its condition", () => {
    expect(matches({ when: { field: "contact.tier", op: "eq", value: "Gold" } })).toBe(true);
    expect(matches({ when: { field: "contact.tier", op: "missing" } })).toBe(false);
  });

  it("says on its card what starts it", () => {
    const summary = (config: object) => triggerMessageDefinition.summary(config);
    expect(summary({})).toBe("When a customer writes");
    expect(summary({ channels: ["sms", "webchat"], keywords: ["hi"] })).toBe(
      "When a customer writes by SMS and in web chat with “hi”",
    );
  });
});

describe("chooseTrigger", () => {
  it("takes the highest priority, then the oldest version", () => {
    const candidates = [
      { id: "low", priority: 0, publishedAt: 1 },
      { id: "young", priority: 5, publishedAt: 9 },
      { id: "old", priority: 5, publishedAt: 3 },
      { id: "same", priority: 5, publishedAt: 3 },
    ];
    expect(chooseTrigger(candidates)?.id).toBe("old");
    expect(chooseTrigger([])).toBeUndefined();
  });
});
