import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakerSchema, DEFAULT_BREAKER, type Pulse, tripOf } from "#core/sending/circuit-breaker.ts";

const calm: Pulse = { sends: 1_000, failures: 0, optOuts: 0 };
const trip = (pulse: Partial<Pulse>) => tripOf(DEFAULT_BREAKER, { ...calm, ...pulse })?.by ?? null;

describe("the circuit breaker", () => {
  it("lets a journey go on while little goes wrong, however few or many it sends to", () => {
    expect(trip({})).toBeNull();
    expect(trip({ sends: 10, failures: 10 })).toBeNull();
    expect(trip({ failures: 400 })).toBeNull();
    expect(trip({ optOuts: 60 })).toBeNull();
  });

  it("trips when many fail and they are a large part", () => {
    expect(trip({ sends: 50, failures: 50 })).toBe("failures");
    expect(tripOf(DEFAULT_BREAKER, { sends: 10, failures: 90, optOuts: 0 })?.reason).toBe(
      "90 of 100 messages failed within 10 minutes",
    );
  });

  it("trips when many opt out, and when more goes out than anybody meant", () => {
    expect(trip({ sends: 100, optOuts: 10 })).toBe("optOuts");
    expect(trip({ sends: 100_001 })).toBe("volume");
    expect(tripOf({ ...DEFAULT_BREAKER, volume: null }, { ...calm, sends: 9_999_999 })).toBeNull();
  });

  it("does nothing where it is switched off", () => {
    expect(
      tripOf({ ...DEFAULT_BREAKER, enabled: false }, { sends: 0, failures: 999, optOuts: 999 }),
    ).toBeNull();
  });

  it("refuses a window that is longer than what it keeps", () => {
    expect(breakerSchema.safeParse({ window: "P2D" }).success).toBe(false);
    expect(breakerSchema.safeParse({ failures: { count: 5, share: 2 } }).success).toBe(false);
  });

  it("once tripped, trips as well with more of the same", () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, count, count, (sends, failures, optOuts, more) => {
        const pulse = { sends, failures, optOuts };
        const first = tripOf(DEFAULT_BREAKER, pulse);
        if (first?.by !== "failures") return;
        expect(tripOf(DEFAULT_BREAKER, { ...pulse, failures: failures + more })?.by).toBe("failures");
      }),
    );
  });
});
