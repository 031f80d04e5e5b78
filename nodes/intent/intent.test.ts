import { describe, expect, it } from "vitest";
import { conversation, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { intentConfigSchema, intentDefinition } from "#nodes/intent/definition.ts";

const intents = ["billing", "cancel"];
const wanting = (intent: string | null, intentConfidence: number | null = 0.9) => ({
  facts: { message: messageOf({ intent, intentConfidence }) },
});

describe("intent", () => {
  it.each([
    ["billing", 0.9, "billing"],
    ["cancel", 0.6, "cancel"],
    ["cancel", 0.59, "else"],
    ["cancel", null, "cancel"],
    ["hours", 1, "else"],
    [null, null, "else"],
  ])("takes a message of %s, %s sure, as %s", (intent, confidence, outlet) => {
    expect(playNode("intent", { intents }, wanting(intent, confidence)).end).toBe(outlet);
  });

  it("goes by the conversation where it is told to", () => {
    const facts = {
      conversation: { ...conversation, intent: "billing", intentConfidence: 0.7 },
      message: messageOf({ intent: "cancel", intentConfidence: 1 }),
    };
    expect(playNode("intent", { intents, of: "conversation" }, { facts }).end).toBe("billing");
    const strict = { intents, of: "conversation", minConfidence: 0.8 };
    expect(playNode("intent", strict, { facts }).end).toBe("else");
  });

  it("goes else without a message or conversation", () => {
    const facts = { message: null, conversation: null };
    expect(playNode("intent", { intents }, { facts }).end).toBe("else");
    expect(playNode("intent", { intents, of: "conversation" }, { facts }).end).toBe("else");
  });

  it("says on the timeline what was found", () => {
    const { transitions } = playNode("intent", { intents }, wanting("billing", 0.4));
    expect(transitions.map(({ why }) => why)).toContain("“billing” is only 40 % sure");
  });

  it("names each intent once, and none “else”", () => {
    expect(intentConfigSchema.safeParse({ intents: ["a", "a"] }).success).toBe(false);
    expect(intentConfigSchema.safeParse({ intents: ["else"] }).success).toBe(false);
    expect(intentDefinition.summary({ intents })).toBe("Go by intent: billing and cancel");
    expect(intentDefinition.outlets({ intents }).map(({ id }) => id)).toEqual(["billing", "cancel", "else"]);
  });
});
