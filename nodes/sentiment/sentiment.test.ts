import { describe, expect, it } from "vitest";
import { messageOf } from "#core/journey/__fixtures__/facts.ts";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { sentimentDefinition } from "#nodes/sentiment/definition.ts";

const endFor = (config: Record<string, number | string>, ...scores: (number | null)[]) => {
  const recentMessages = scores.map((sentiment) => messageOf({ sentiment }));
  return playNode("sentiment", config, { facts: { recentMessages, message: recentMessages.at(-1) ?? null } })
    .end;
};

describe("sentiment", () => {
  it.each([
    [-0.26, "negative"],
    [-0.25, "neutral"],
    [0.25, "neutral"],
    [0.26, "positive"],
    [null, "neutral"],
  ])("takes a message of %s as %s", (score, outlet) => {
    expect(endFor({}, score)).toBe(outlet);
  });

  it("is neutral without any message", () => {
    expect(endFor({})).toBe("neutral");
    expect(endFor({ of: "conversation" })).toBe("neutral");
    expect(endFor({ of: "trend" }, -1)).toBe("neutral");
  });

  it("takes the mean of the last messages for the conversation", () => {
    expect(endFor({ of: "conversation" }, -1, -1, 0.5)).toBe("negative");
    expect(endFor({ of: "conversation", window: 1 }, -1, -1, 0.5)).toBe("positive");
  });

  it("compares the newer half with the older for the trend", () => {
    expect(endFor({ of: "trend" }, 0.8, 0.6, null, -0.1, -0.3)).toBe("negative");
    expect(endFor({ of: "trend" }, -0.8, 0.1)).toBe("positive");
    expect(endFor({ of: "trend" }, -0.8, -0.8)).toBe("neutral");
  });

  it("says on its card what it goes by", () => {
    expect(sentimentDefinition.summary({})).toBe("Go by the sentiment of the last message");
  });
});
