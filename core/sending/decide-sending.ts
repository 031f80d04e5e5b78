import { DateTime } from "luxon";
import { describeDuration } from "#core/duration/describe-duration.ts";
import type { Purpose } from "#core/journey/effect.ts";
import { quietUntil } from "#core/sending/quiet-hours.ts";
import type { SendingRules } from "#core/sending/sending-rules.ts";

/** What is so at the moment at which a message would go out. */
export interface SendingFacts {
  /** Whose kill switch is on; `tripped`: the circuit breaker threw the journey's. */
  halted: "workspace" | "journey" | "tripped" | null;
  accountPaused: boolean;
  /** For the address, the channel and the purpose. */
  consent: "granted" | "denied" | null;
  /** Another run has the conversation's floor. */
  floorTaken: boolean;
  /** Messages of the purpose that journeys sent the contact in the cap's window; null where no cap was asked for. */
  sentInWindow: number | null;
}

export interface SendingRequest {
  now: number;
  purpose: Purpose;
  /** Null for what a person writes: only consent, a paused account and the kill switch hold that back. */
  rules: SendingRules | null;
  /** Why the message was put off before, and since when for that reason. */
  putOff: { code: string; since: number } | null;
}

/** `later` tries again at a time (epoch ms); what is suppressed never goes out. Reasons are words for people. */
export type SendingVerdict =
  | { kind: "send" }
  | { kind: "later"; at: number; code: string; reason: string; reserved?: Record<string, number> }
  | { kind: "suppressed"; code: string; reason: string };

/** A safety net: lifting the halt wakes them. */
const HALT_RECHECK = 3_600_000;
/** The same: the run that gives up the floor wakes the next, unless that was just coming to rest. */
const FLOOR_RECHECK = { first: 2_000, longest: 60_000 };
const FLOOR_PATIENCE = 3_600_000;

/** Whether a message may go out. A reservation (budget, rate) comes after, since it cannot be taken back. */
export function decideSending(facts: SendingFacts, request: SendingRequest): SendingVerdict {
  return (
    whileHalted(facts, request) ??
    withoutConsent(facts, request) ??
    (request.rules && underRules(facts, request, request.rules)) ?? { kind: "send" }
  );
}

function whileHalted({ halted }: SendingFacts, { now, rules }: SendingRequest): SendingVerdict | null {
  if (!halted) return null;
  const reason = {
    workspace: "Sending is halted for the workspace",
    journey: "Sending is halted for this journey",
    tripped: "The circuit breaker holds this journey's messages until somebody resumes it",
  }[halted];
  // A person sees that it did not go out; a run waits, so that nothing is lost.
  if (!rules) return { kind: "suppressed", code: "halted", reason };
  return { kind: "later", at: now + HALT_RECHECK, code: "halted", reason };
}

function withoutConsent(
  { accountPaused, consent }: SendingFacts,
  { purpose }: SendingRequest,
): SendingVerdict | null {
  if (accountPaused) return { kind: "suppressed", code: "account_paused", reason: "The channel is paused" };
  if (consent === "denied") {
    const reason = `The customer has opted out of ${purpose} messages on this channel`;
    return { kind: "suppressed", code: "opted_out", reason };
  }
  if (purpose === "marketing" && consent !== "granted") {
    const reason = "The customer has not agreed to marketing messages on this channel";
    return { kind: "suppressed", code: "no_consent", reason };
  }
  return null;
}

function underRules(
  facts: SendingFacts,
  request: SendingRequest,
  rules: SendingRules,
): SendingVerdict | null {
  return (
    duringQuietHours(rules, request.now) ??
    (facts.floorTaken ? withoutFloor(request) : null) ??
    overCap(facts, request.purpose, rules)
  );
}

/** What quiet hours do to a message; null where it may go out. */
export function duringQuietHours({ quietHours, zone }: SendingRules, now: number): SendingVerdict | null {
  if (!quietHours) return null;
  const until = quietUntil(quietHours, now, zone);
  if (until === null) return null;
  const { from, to } = quietHours;
  const code = "quiet_hours";
  if (quietHours.skip) {
    const reason = `It fell into the quiet hours from ${from} to ${to} (${zone}), which this journey skips`;
    return { kind: "suppressed", code, reason };
  }
  const end = DateTime.fromMillis(until, { zone }).toFormat("HH:mm");
  return { kind: "later", at: until, code, reason: `Quiet hours until ${end} (${zone})` };
}

function withoutFloor({ now, putOff }: SendingRequest): SendingVerdict {
  const since = putOff?.code === "floor" ? putOff.since : now;
  if (now - since >= FLOOR_PATIENCE) {
    const reason = "Another journey spoke in this conversation for an hour and more";
    return { kind: "suppressed", code: "floor", reason };
  }
  const pause = Math.min(Math.max(now - since, FLOOR_RECHECK.first), FLOOR_RECHECK.longest);
  const at = Math.min(now + pause, since + FLOOR_PATIENCE);
  return { kind: "later", at, code: "floor", reason: "Another journey speaks in this conversation" };
}

function overCap(
  { sentInWindow }: SendingFacts,
  purpose: Purpose,
  { frequencyCap }: SendingRules,
): SendingVerdict | null {
  if (!frequencyCap || sentInWindow === null || sentInWindow < frequencyCap.max) return null;
  const { max, per } = frequencyCap;
  const had = `${sentInWindow} ${purpose} ${sentInWindow === 1 ? "message" : "messages"}`;
  const reason = `The contact has had ${had} in the last ${describeDuration(per)}; this journey allows ${max}`;
  return { kind: "suppressed", code: "frequency_cap", reason };
}
