import { describe, expect, it } from "vitest";
import { type Situation, whereaboutsOf } from "#core/conversation/whereabouts.ts";

const lost: Situation = {
  status: "in_progress",
  isMerged: false,
  waits: true,
  owner: "none",
  isQueued: false,
  isOffered: false,
  isInJourney: false,
  isArriving: false,
};

describe("where a customer's message is", () => {
  it("is nowhere, unless somebody or something has it", () => {
    expect(whereaboutsOf(lost)).toBe("missed");
    expect(whereaboutsOf({ ...lost, status: "new" })).toBe("missed");
    expect(whereaboutsOf({ ...lost, owner: "deactivated" })).toBe("missed");
  });

  it.each<[Partial<Situation>, string]>([
    [{ status: "resolved" }, "closed"],
    [{ status: "spam" }, "closed"],
    [{ isMerged: true }, "closed"],
    [{ waits: false }, "answered"],
    [{ status: "snoozed" }, "snoozed"],
    [{ isQueued: true }, "queued"],
    [{ isOffered: true }, "offered"],
    [{ owner: "active" }, "owned"],
    [{ isInJourney: true }, "journey"],
    [{ isArriving: true }, "arriving"],
    [{ owner: "deactivated", isQueued: true }, "queued"],
    [{ owner: "deactivated", isInJourney: true }, "journey"],
  ])("with %j is %s", (situation, whereabouts) => {
    expect(whereaboutsOf({ ...lost, ...situation })).toBe(whereabouts);
  });
});
