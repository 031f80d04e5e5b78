import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";

describe("a conversation's sentiment", () => {
  it("is unknown before anything was said", () => {
    expect(rollUpSentiment([])).toEqual({ start: null, now: null, trend: null });
  });

  it("starts with the first message and has no trend yet", () => {
    expect(rollUpSentiment([-0.5])).toEqual({ start: -0.5, now: -0.5, trend: 0 });
  });

  it("turns with the newest messages, and tells by how much", () => {
    const { start, now, trend } = rollUpSentiment([0.6, 0.6, 0.6, -0.6, -0.6, -0.6]);
    expect(start).toBe(0.6);
    expect(now).toBeLessThan(-0.2);
    expect(trend).toBe(-1.2);
  });

  it("stays between the lowest and the highest score", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1 }), (scores) => {
        const { now } = rollUpSentiment(scores);
        expect(now).toBeGreaterThanOrEqual(Math.min(...scores) - 0.001);
        expect(now).toBeLessThanOrEqual(Math.max(...scores) + 0.001);
      }),
    );
  });
});
