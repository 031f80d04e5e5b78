import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { aiSummariseDefinition } from "#nodes/ai-summarise/definition.ts";

describe("ai.summarise", () => {
  it("saves what the model writes, as the summary unless it is named otherwise", () => {
    const done = { status: "done", result: { text: "Wants a refund." } } as const;
    const player = playNode("ai.summarise", {});
    expect(player.effect.effect).toEqual({ kind: "ai", task: "summarise" });
    player.outcome(done);
    expect([player.end, player.run.vars]).toEqual(["next", { summary: "Wants a refund." }]);
    const named = playNode("ai.summarise", { saveAs: "gist" }).outcome(done);
    expect(named.run.vars).toEqual({ gist: "Wants a refund." });
  });

  it("leaves by unsure with nothing to sum up, and by failed where the model fails", () => {
    const nothing = { status: "done", outlet: "unsure", result: {} } as const;
    expect(playNode("ai.summarise", {}).outcome(nothing).end).toBe("unsure");
    expect(playNode("ai.summarise", {}).fail().end).toBe("failed");
  });

  it("says on its card where it puts it", () => {
    expect(aiSummariseDefinition.summary({})).toBe("Sum the conversation up as summary");
  });
});
