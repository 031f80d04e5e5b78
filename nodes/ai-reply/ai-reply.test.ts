import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { aiReplyDefinition } from "#nodes/ai-reply/definition.ts";

const answer = (confidence: number) =>
  ({ status: "done", result: { text: "We open at nine.", confidence } }) as const;

describe("ai.reply", () => {
  it("asks the model, sends what it answers, and goes on once that is sent", () => {
    const player = playNode("ai.reply", { instructions: "Be brief" });
    expect(player.effect.effect).toEqual({
      kind: "ai",
      task: "reply",
      instructions: "Be brief",
      knowledge: [],
    });
    player.outcome(answer(0.8));
    expect(player.effect.effect).toMatchObject({ kind: "send", channel: "reply", text: "We open at nine." });
    expect(player.effect.visit).toBe(3);
    expect(player.outcome().end).toBe("next");
  });

  it("leaves a draft for the agent where it is told to", () => {
    const player = playNode("ai.reply", { mode: "draft" }).outcome(answer(0.8));
    expect(player.effect.effect).toEqual({
      kind: "note",
      text: "Draft of a reply:\n\nWe open at nine.",
      mentions: [],
    });
    expect(player.outcome().end).toBe("next");
  });

  it("leaves by unsure below the confidence, or with nothing to go by, and sends nothing", () => {
    expect(playNode("ai.reply", {}).outcome(answer(0.59)).end).toBe("unsure");
    expect(playNode("ai.reply", { minConfidence: 0.5 }).outcome(answer(0.59)).end).toBeUndefined();
    const nothing = { status: "done", outlet: "unsure", result: { reason: "Nothing was said" } } as const;
    const player = playNode("ai.reply", {}).outcome(nothing);
    expect(player.end).toBe("unsure");
    expect(player.transitions.map(({ why }) => why)).toContain("Nothing was said");
  });

  it("leaves by failed where the model fails, or the answer cannot be sent", () => {
    expect(playNode("ai.reply", {}).fail("not_configured", "No AI model is set up").end).toBe("failed");
    const suppressed = { status: "suppressed", code: "consent", reason: "They said no" } as const;
    expect(playNode("ai.reply", {}).outcome(answer(1)).outcome(suppressed).end).toBe("failed");
  });

  it("puts nothing of a customer's into its instructions", () => {
    const player = playNode("ai.reply", { instructions: "{{ message.text }}" });
    expect(player.effect.effect).toMatchObject({ instructions: "{{ message.text }}" });
  });

  it("says on its card what it does", () => {
    expect(aiReplyDefinition.summary({ mode: "draft" })).toBe("Draft an answer");
    expect(aiReplyDefinition.summary({ instructions: "Be brief" })).toBe("Answer: Be brief");
  });
});
