import type { Purpose, SendEffect } from "#core/journey/effect.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import type { QuietHours } from "#core/sending/quiet-hours.ts";

/** What a journey's settings say of one of its messages. Absent: it sets no such rule, or the rule is not for it. */
export interface SendingRules {
  /** IANA zone of the quiet hours and of days. */
  zone: string;
  /** `skip`: what falls into them is not sent at all, instead of when they end. */
  quietHours?: QuietHours & { skip: boolean };
  frequencyCap?: { max: number; per: string };
  sendsPerHour?: number;
  cost?: { amount: number; currency: string; per: string };
}

/**
 * The rules for one message. Quiet hours hold for every purpose unless its node ignores them, which marketing may
 * not; a frequency cap is for its own purpose alone, so transactional messages pass one for marketing.
 */
export function sendingRules(
  settings: Pick<JourneySettings, "quietHours" | "frequencyCap" | "limits">,
  effect: Pick<SendEffect, "purpose" | "ignoreQuietHours">,
  zone: string,
): SendingRules {
  const { quietHours, frequencyCap, limits } = settings;
  const rules: SendingRules = { zone };
  if (quietHours && !mayIgnoreQuietHours(effect)) {
    const { from, to } = quietHours;
    rules.quietHours = { from, to, skip: quietHours.then === "skip" };
  }
  if (frequencyCap?.purpose === effect.purpose) {
    rules.frequencyCap = { max: frequencyCap.max, per: frequencyCap.per };
  }
  if (limits.sendsPerHour !== undefined) rules.sendsPerHour = limits.sendsPerHour;
  if (limits.cost) rules.cost = limits.cost;
  return rules;
}

function mayIgnoreQuietHours({
  purpose,
  ignoreQuietHours,
}: {
  purpose: Purpose;
  ignoreQuietHours: boolean;
}): boolean {
  return ignoreQuietHours && purpose !== "marketing";
}
