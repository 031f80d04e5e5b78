import { describe, expect, it } from "vitest";
import { rollUpIntent } from "#core/conversation/intent-rollup.ts";

const guess = (key: string, confidence: number) => ({ key, confidence });

describe("what a conversation is about", () => {
  it("is at first what its first message may be about", () => {
    expect(rollUpIntent(null, guess("billing", 0.4))).toEqual(guess("billing", 0.4));
    expect(rollUpIntent(null, null)).toBeNull();
  });

  it("turns with a message that says so clearly, and with no other", () => {
    expect(rollUpIntent(guess("billing", 0.7), guess("cancel", 0.6))).toEqual(guess("cancel", 0.6));
    expect(rollUpIntent(guess("billing", 0.4), guess("cancel", 0.59))).toEqual(guess("billing", 0.4));
    expect(rollUpIntent(guess("billing", 0.7), null)).toEqual(guess("billing", 0.7));
  });

  it("stays what a person said it is", () => {
    expect(rollUpIntent(guess("billing", 1), guess("cancel", 0.99))).toEqual(guess("billing", 1));
  });
});
