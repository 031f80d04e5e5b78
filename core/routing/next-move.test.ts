import { describe, expect, it } from "vitest";
import { nextMove } from "#core/routing/next-move.ts";

const standing = { userId: null, assigneeId: null, refusals: 0 };
const direct = { mode: "direct", queues: false } as const;
const offer = { mode: "offer", queues: false } as const;

describe("what routing does next", () => {
  it("gives it to who was decided on, or asks them first", () => {
    expect(nextMove(direct, { ...standing, userId: "ann" })).toBe("give");
    expect(nextMove(offer, { ...standing, userId: "ann" })).toBe("offer");
    expect(nextMove(offer, { ...standing, userId: "bob", refusals: 1 })).toBe("offer");
  });

  it("asks nobody for what they have already", () => {
    expect(nextMove(offer, { ...standing, userId: "ann", assigneeId: "ann" })).toBe("give");
  });

  it("waits for somebody only where it is told to", () => {
    expect(nextMove({ ...direct, queues: true }, standing)).toBe("queue");
    expect(nextMove({ ...offer, queues: true }, standing)).toBe("queue");
    expect(nextMove(direct, standing)).toBe("nobody");
  });

  it("is declined once nobody is left and at least one has refused", () => {
    expect(nextMove(offer, { ...standing, refusals: 2 })).toBe("declined");
    expect(nextMove({ ...offer, queues: true }, { ...standing, refusals: 1 })).toBe("declined");
  });
});
