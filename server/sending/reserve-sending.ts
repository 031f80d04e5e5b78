import { DateTime } from "luxon";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { AccountSending } from "#core/sending/account-sending.ts";
import type { SendingVerdict } from "#core/sending/decide-sending.ts";
import type { SendingRules } from "#core/sending/sending-rules.ts";
import { systemActor } from "#server/access/actor.ts";
import type { RunOfMessage } from "#server/conversations/send-command.ts";
import type { Transaction } from "#server/platform/database.ts";
import { type Allowance, isFirstAtLimit, reserveAllowance } from "#server/sending/reserve-allowance.ts";
import { reserveSlot } from "#server/sending/reserve-slot.ts";
import { tellJourneyOwner } from "#server/sending/tell-journey-owner.ts";

export interface AccountLimits {
  title: string;
  perSecond: number | null;
  /** Epoch ms until which the account's places are taken; null where it has no queue. */
  slowedUntil: number | null;
  price: AccountSending["price"];
  /** In what the channel bills. */
  parts: number;
}

export interface Reservation {
  workspaceId: string;
  run: RunOfMessage;
  rules: SendingRules;
  accountId: string;
  account: AccountLimits;
  /** Epoch milliseconds. */
  now: number;
}

const HOUR = 3_600_000;
/** What finds no room in a day is suppressed rather than sent when nobody expects it any more. */
const PATIENCE = 24 * HOUR;
/** Milliseconds over which what waited for a provider comes back. */
const SPREAD = 1_000;
/** Milliseconds for which it is not worth putting a run off. */
const AT_ONCE = 50;

/**
 * Takes a place under the journey's budgets and the account's rate. A run that was put off, for whatever reason, keeps
 * the places in budgets that it was given for as long as their windows last; a place in the account's queue is good for
 * its own time alone.
 */
export async function reserveSending(tx: Transaction, reservation: Reservation): Promise<SendingVerdict> {
  const { run, now } = reservation;
  const { putOff } = run;
  const hasSlot = putOff?.code === "rate_limit";
  if (putOff && (hasSlot || putOff.code === "budget") && putOff.at > now + AT_ONCE) {
    return { kind: "later", at: putOff.at, code: putOff.code, reason: "Its turn has not come yet" };
  }
  const reserved = { ...putOff?.reserved };
  const overBudget = await reserveBudgets(tx, reservation, reserved);
  const verdict = overBudget ?? (hasSlot ? null : await reserveRate(reservation)) ?? { kind: "send" };
  return verdict.kind === "later" && Object.keys(reserved).length > 0 ? { ...verdict, reserved } : verdict;
}

async function reserveRate({
  workspaceId,
  accountId,
  account,
  now,
}: Reservation): Promise<SendingVerdict | null> {
  const { perSecond, slowedUntil, title } = account;
  if (perSecond === null) {
    if (slowedUntil === null || slowedUntil <= now) return null;
    // No queue: what the provider takes after its pause nobody knows, and it says so again where it is too much.
    const at = slowedUntil + Math.floor(Math.random() * SPREAD);
    return {
      kind: "later",
      at,
      code: "rate_limit",
      reason: `The provider asked this ${title} account to wait`,
    };
  }
  const at = await reserveSlot(workspaceId, accountId, perSecond, { now });
  if (at <= now + AT_ONCE) return null;
  const rate = `${perSecond} ${perSecond === 1 ? "message" : "messages"} a second`;
  return { kind: "later", at, code: "rate_limit", reason: `This ${title} account sends ${rate} at most` };
}

/** @param reserved by budget, from when its place counts; what is taken now is added */
async function reserveBudgets(
  tx: Transaction,
  reservation: Reservation,
  reserved: Record<string, number>,
): Promise<SendingVerdict | null> {
  for (const { allowance, words } of budgetsOf(reservation)) {
    const { workspaceId, now, rules, run } = reservation;
    const has = reserved[allowance.kind];
    if (has !== undefined && now < has + allowance.window) continue;
    const at = await reserveAllowance(workspaceId, allowance, now);
    if (at !== null) reserved[allowance.kind] = at;
    if (at !== null && at <= now + AT_ONCE) continue;
    if (await isFirstAtLimit(workspaceId, allowance, now)) {
      await tellJourneyOwner(tx, systemActor(workspaceId, "sending"), run.journeyId, {
        type: "journey.limited",
        data: { limit: allowance.kind, max: allowance.max },
        text: `has used up its budget: ${words}`,
      });
    }
    if (at === null)
      return { kind: "suppressed", code: "budget", reason: `Over the journey's budget: ${words}` };
    const time = DateTime.fromMillis(at, { zone: rules.zone }).toFormat("d LLL HH:mm");
    const reason = `The journey's budget (${words}) has room again on ${time} (${rules.zone})`;
    return { kind: "later", at, code: "budget", reason };
  }
  return null;
}

/** What is counted, with the limit in words. A price in another currency than the limit's is not counted. */
function budgetsOf({ run, rules, account }: Reservation): { allowance: Allowance; words: string }[] {
  const { journeyId } = run;
  const budgets: { allowance: Allowance; words: string }[] = [];
  const { sendsPerHour, cost } = rules;
  if (sendsPerHour !== undefined) {
    const limit = { max: sendsPerHour, window: HOUR, patience: PATIENCE };
    const words = `${sendsPerHour} ${sendsPerHour === 1 ? "message" : "messages"} an hour`;
    budgets.push({ allowance: { journeyId, kind: "sends", amount: 1, ...limit }, words });
  }
  const { price, parts } = account;
  if (cost && price && price.currency === cost.currency && price.amount > 0) {
    const limit = { max: cost.amount, window: durationToMilliseconds(cost.per), patience: PATIENCE };
    const words = `${cost.amount} ${cost.currency} in ${describeDuration(cost.per)}`;
    budgets.push({ allowance: { journeyId, kind: "cost", amount: price.amount * parts, ...limit }, words });
  }
  return budgets;
}
