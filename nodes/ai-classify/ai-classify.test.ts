import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { aiClassifyConfigSchema, aiClassifyDefinition } from "#nodes/ai-classify/definition.ts";

const labels = [
  { key: "billing", description: "About money" },
  { key: "other", description: "" },
];
const answer = (label: string, confidence: number) =>
  ({ status: "done", result: { label, confidence } }) as const;

describe("ai.classify", () => {
  it("asks which label fits and leaves by it", () => {
    const player = playNode("ai.classify", { labels });
    expect(player.effect.effect).toMatchObject({
      kind: "ai",
      task: "classify",
      labels,
    });
    expect(player.outcome(answer("billing", 0.9)).end).toBe("billing");
    expect(playNode("ai.classify", { labels }).outcome(answer("other", 0.6)).end).toBe("other");
  });

  it.each([
    ["billing", 0.5],
    ["none", 1],
    ["made_up", 1],
  ])("is unsure of %s at %s", (label, confidence) => {
    expect(playNode("ai.classify", { labels }).outcome(answer(label, confidence)).end).toBe("unsure");
  });

  it("leaves by failed where the model fails", () => {
    expect(playNode("ai.classify", { labels }).fail().end).toBe("failed");
  });

  it("refuses labels that would share a way out", () => {
    const named = (...keys: string[]) =>
      aiClassifyConfigSchema.safeParse({ labels: keys.map((key) => ({ key })) }).success;
    expect([named("a", "b"), named("a", "a"), named("failed"), named("unsure")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("says on its card what it chooses among", () => {
    expect(aiClassifyDefinition.summary({ labels } as never)).toBe("Choose among billing and other");
  });
});
