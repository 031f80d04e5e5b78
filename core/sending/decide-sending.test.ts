import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { journeySettingsSchema } from "#core/journey/settings.ts";
import {
  decideSending,
  type SendingFacts,
  type SendingRequest,
  type SendingVerdict,
} from "#core/sending/decide-sending.ts";
import { sendingRules } from "#core/sending/sending-rules.ts";

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 4, 5, 12);
const free: SendingFacts = {
  halted: null,
  accountPaused: false,
  consent: null,
  floorTaken: false,
  sentInWindow: null,
};
const request = (change: Partial<SendingRequest> = {}): SendingRequest => ({
  now: noon,
  purpose: "care",
  rules: { zone: "UTC" },
  putOff: null,
  ...change,
});
const decide = (facts: Partial<SendingFacts>, change: Partial<SendingRequest> = {}): SendingVerdict =>
  decideSending({ ...free, ...facts }, request(change));

describe("the rules of a message", () => {
  const settings = journeySettingsSchema.parse({
    quietHours: { from: "21:00", to: "08:00" },
    frequencyCap: { max: 2, per: "P7D" },
    limits: { sendsPerHour: 5 },
  });

  it("keep quiet hours for every purpose unless its node ignores them, which marketing may not", () => {
    const quiet = (purpose: "transactional" | "care" | "marketing", ignoreQuietHours: boolean) =>
      sendingRules(settings, { purpose, ignoreQuietHours }, "UTC").quietHours !== undefined;
    expect([quiet("care", false), quiet("transactional", false)]).toEqual([true, true]);
    expect([quiet("care", true), quiet("transactional", true)]).toEqual([false, false]);
    expect(quiet("marketing", true)).toBe(true);
  });

  it("cap only what is of the cap's purpose", () => {
    const cap = (purpose: "transactional" | "care" | "marketing") =>
      sendingRules(settings, { purpose, ignoreQuietHours: false }, "UTC").frequencyCap;
    expect(cap("marketing")).toEqual({ max: 2, per: "P7D" });
    expect([cap("care"), cap("transactional")]).toEqual([undefined, undefined]);
  });
});

describe("deciding whether a message may go out", () => {
  it("sends where nothing stands against it", () => {
    expect(decide({})).toEqual({ kind: "send" });
  });

  it("holds a run's message while sending is halted, and tells a person that theirs did not go out", () => {
    expect(decide({ halted: "workspace" })).toMatchObject({ kind: "later", code: "halted" });
    expect(decide({ halted: "journey" })).toMatchObject({ kind: "later", code: "halted" });
    expect(decide({ halted: "workspace" }, { rules: null })).toMatchObject({
      kind: "suppressed",
      code: "halted",
    });
  });

  it("needs consent: granted for marketing, not denied for the rest", () => {
    expect(decide({}, { purpose: "marketing" })).toMatchObject({ code: "no_consent" });
    expect(decide({ consent: "granted" }, { purpose: "marketing" })).toEqual({ kind: "send" });
    expect(decide({ consent: "denied" })).toMatchObject({ kind: "suppressed", code: "opted_out" });
    expect(decide({ consent: "denied" }, { rules: null })).toMatchObject({ code: "opted_out" });
  });

  it("puts off or skips what falls into quiet hours, and says until when", () => {
    const quietHours = { from: "11:00", to: "13:00", skip: false };
    expect(decide({}, { rules: { zone: "UTC", quietHours } })).toEqual({
      kind: "later",
      at: noon + HOUR,
      code: "quiet_hours",
      reason: "Quiet hours until 13:00 (UTC)",
    });
    const skipping = { ...quietHours, skip: true };
    expect(decide({}, { rules: { zone: "UTC", quietHours: skipping } })).toMatchObject({
      kind: "suppressed",
      code: "quiet_hours",
    });
  });

  it("suppresses what is over the cap, with how many there were", () => {
    const rules = { zone: "UTC", frequencyCap: { max: 2, per: "P7D" } };
    const marketing = { purpose: "marketing", rules } as const;
    expect(decide({ consent: "granted", sentInWindow: 1 }, marketing)).toEqual({ kind: "send" });
    expect(decide({ consent: "granted", sentInWindow: 2 }, marketing)).toEqual({
      kind: "suppressed",
      code: "frequency_cap",
      reason: "The contact has had 2 marketing messages in the last 7 days; this journey allows 2",
    });
  });

  it("waits an hour for the floor, counted from when it began to wait for it", () => {
    const waiting = decide({ floorTaken: true });
    expect(waiting).toMatchObject({ kind: "later", code: "floor", at: noon + 2_000 });
    const long = { code: "floor", since: noon - HOUR / 2 };
    expect(decide({ floorTaken: true }, { putOff: long })).toMatchObject({ at: noon + 60_000 });
    const putOff = { code: "floor", since: noon - HOUR + 10_000 };
    expect(decide({ floorTaken: true }, { putOff })).toMatchObject({ kind: "later", at: noon + 10_000 });
    expect(decide({ floorTaken: true }, { putOff: { code: "floor", since: noon - HOUR } })).toMatchObject({
      kind: "suppressed",
      code: "floor",
    });
    const overNight = { code: "quiet_hours", since: noon - 9 * HOUR };
    expect(decide({ floorTaken: true }, { putOff: overNight })).toMatchObject({ kind: "later" });
  });

  it("never sends against a halt or a refusal, always says why, and puts off to a later time alone", () => {
    const facts = fc.record({
      halted: fc.constantFrom(null, "workspace", "journey", "tripped"),
      accountPaused: fc.boolean(),
      consent: fc.constantFrom(null, "granted", "denied"),
      floorTaken: fc.boolean(),
      sentInWindow: fc.constantFrom(null, 0, 1, 5),
    }) as fc.Arbitrary<SendingFacts>;
    const requests = fc.record({
      now: fc.integer({ min: noon, max: noon + 400 * 24 * HOUR }),
      purpose: fc.constantFrom("transactional", "care", "marketing"),
      rules: fc.constantFrom(
        null,
        { zone: "UTC" },
        { zone: "Europe/Vienna", quietHours: { from: "20:00", to: "09:00", skip: false } },
        { zone: "Asia/Tokyo", frequencyCap: { max: 1, per: "P1D" } },
      ),
      putOff: fc.constantFrom(null, { code: "floor", since: noon }, { code: "budget", since: noon }),
    }) as fc.Arbitrary<SendingRequest>;
    fc.assert(
      fc.property(facts, requests, (known, asked) => {
        const verdict = decideSending(known, asked);
        if (verdict.kind === "send") {
          expect([known.halted, known.accountPaused]).toEqual([null, false]);
          expect(known.consent).not.toBe("denied");
          return;
        }
        expect(verdict.reason.length).toBeGreaterThan(10);
        if (verdict.kind === "later") expect(verdict.at).toBeGreaterThan(asked.now);
        if (!asked.rules) expect(verdict.kind).toBe("suppressed");
      }),
    );
  });
});
