import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, decide, type RoutingRequest } from "#core/routing/decide.ts";

function candidate(userId: string, extra: Partial<Candidate> = {}): Candidate {
  return {
    userId,
    presence: "online",
    teamIds: [],
    skills: {},
    capacity: { default: 5 },
    open: {},
    lastAssignedAt: null,
    knewContactAt: null,
    declined: false,
    ...extra,
  };
}

function request(extra: Partial<RoutingRequest> = {}): RoutingRequest {
  return {
    channel: "sms",
    strategy: "leastBusy",
    teamId: null,
    userId: null,
    skills: [],
    assigneeId: null,
    ...extra,
  };
}

describe("who gets a conversation", () => {
  it("names the first filter that left somebody out", () => {
    const all = [
      candidate("away", { presence: "away" }),
      candidate("other team", { teamIds: ["b"] }),
      candidate("no skill", { teamIds: ["a"] }),
      candidate("full", { teamIds: ["a"], skills: { german: 3 }, open: { sms: 5 } }),
      candidate("declined", { teamIds: ["a"], skills: { german: 3 }, declined: true }),
      candidate("fits", { teamIds: ["a"], skills: { german: 2 } }),
    ];
    const decision = decide(request({ teamId: "a", skills: [{ key: "german", level: 2 }] }), all);
    expect(decision.userId).toBe("fits");
    expect(decision.reason).toBe("Is the only one who can take it");
    expect(decision.verdicts.map(({ excludedBy }) => excludedBy)).toEqual([
      "team",
      "team",
      "skill",
      "full",
      "declined",
      null,
    ]);
  });

  it("is nobody for a customer who is not of the tier asked for", () => {
    const decision = decide(request({ missesTier: "gold" }), [candidate("ann")]);
    expect(decision).toMatchObject({ userId: null, reason: "The customer is not of tier gold or higher" });
    expect(decision.verdicts.map(({ excludedBy }) => excludedBy)).toEqual(["tier"]);
  });

  it("least busy counts what is open now, and of equals takes the one who is idle longest", () => {
    const all = [
      candidate("a", { open: { sms: 2 } }),
      candidate("b", { open: { sms: 1 }, lastAssignedAt: 200 }),
      candidate("c", { open: { sms: 1 }, lastAssignedAt: 100 }),
    ];
    const decision = decide(request(), all);
    expect(decision.userId).toBe("c");
    expect(decision.verdicts.map(({ rank }) => rank)).toEqual([3, 2, 1]);
  });

  it("round robin takes turns whatever is open", () => {
    const all = [
      candidate("a", { open: { sms: 4 }, lastAssignedAt: 1 }),
      candidate("b", { lastAssignedAt: 2 }),
    ];
    expect(decide(request({ strategy: "roundRobin" }), all).userId).toBe("a");
  });

  it("sticky prefers who last knew the customer, and falls back to the least busy", () => {
    const all = [candidate("a"), candidate("b", { open: { sms: 3 }, knewContactAt: 5 })];
    expect(decide(request({ strategy: "sticky" }), all)).toMatchObject({
      userId: "b",
      reason: "Knows this customer",
    });
    expect(
      decide(request({ strategy: "sticky" }), [candidate("a"), candidate("b", { open: { sms: 3 } })]).userId,
    ).toBe("a");
  });

  it("manual gives it to nobody", () => {
    expect(decide(request({ strategy: "manual" }), [candidate("a")])).toMatchObject({
      outcome: "queued",
      reason: "Waits to be claimed",
    });
  });

  it("counts a channel with a capacity of its own alone", () => {
    const busy = candidate("a", { capacity: { webchat: 1, default: 2 }, open: { webchat: 1, sms: 1 } });
    expect(decide(request({ channel: "webchat" }), [busy]).userId).toBeNull();
    expect(decide(request({ channel: "sms" }), [busy]).userId).toBe("a");
  });

  it("leaves it with who has it, though they are full with it", () => {
    const all = [candidate("a", { open: { sms: 5 } }), candidate("b")];
    expect(decide(request({ assigneeId: "a" }), all)).toMatchObject({
      userId: "a",
      reason: "Has it already",
    });
  });

  it("says why there is nobody", () => {
    const all = [candidate("a", { presence: "offline" }), candidate("b", { open: { sms: 9 } })];
    expect(decide(request(), all).reason).toBe("Nobody can take it: 1 not online, 1 at capacity");
    expect(decide(request(), []).reason).toBe("There is nobody to take it");
  });

  it("never chooses somebody who was left out, whoever there is", () => {
    const arbitrary = fc.record({
      presence: fc.constantFrom("online" as const, "away" as const, "offline" as const),
      open: fc.record({ sms: fc.integer({ min: 0, max: 6 }) }),
      lastAssignedAt: fc.option(fc.integer({ min: 0, max: 9 })),
      knewContactAt: fc.option(fc.integer({ min: 0, max: 9 })),
      declined: fc.boolean(),
    });
    const strategies = fc.constantFrom("roundRobin" as const, "leastBusy" as const, "sticky" as const);
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 8 }), strategies, (people, strategy) => {
        const all = people.map((person, index) => candidate(`u${index}`, person));
        const decision = decide(request({ strategy }), all);
        const chosen = decision.verdicts.find(({ userId }) => userId === decision.userId);
        expect(chosen?.rank ?? null).toBe(decision.userId === null ? null : 1);
        expect(decision.userId === null).toBe(decision.verdicts.every(({ eligible }) => !eligible));
      }),
    );
  });
});
