import {
  expire,
  meetClock,
  pauseClock,
  resumeClock,
  type SlaClock,
  startClock,
  stopClock,
  type WorkingTime,
} from "#core/sla/sla-clock.ts";

export const SLA_TARGETS = ["firstResponse", "nextResponse", "resolution"] as const;
export type SlaTarget = (typeof SLA_TARGETS)[number];

/** What a policy promises, in working milliseconds, and when it counts nothing. */
export interface SlaPromise {
  allowed: Partial<Record<SlaTarget, number>>;
  pauseWhileSnoozed: boolean;
  pauseWhileOnCustomer: boolean;
}

/** A clock with what it times: `cycle` is 1, then one more for each wait, or for each reopening. */
export interface TargetClock extends SlaClock {
  target: SlaTarget;
  cycle: number;
  startedAt: Date;
}

/** What of a conversation its clocks follow. */
export interface FollowedConversation {
  status: "new" | "in_progress" | "snoozed" | "resolved" | "spam";
  waitingSince: Date | null;
  firstInboundAt: Date | null;
  firstHumanReplyAt: Date | null;
  resolvedAt: Date | null;
}

export interface Following {
  promise: SlaPromise;
  conversation: FollowedConversation;
  /** All of the conversation's clocks of this policy, in any order. */
  clocks: readonly TargetClock[];
  at: Date;
  time: WorkingTime;
  /** Who ended the wait, where it was just ended. */
  repliedBy?: "human" | "bot";
  /** A journey has paused the policy. */
  paused: boolean;
  /** It does not hold any more. */
  stopped: boolean;
}

/**
 * The clocks as they must stand, given how the conversation stands: begun, met, paused, resumed or stopped, as often
 * as it is asked. The first response is timed once, from the first inbound to the first human reply. The next one is
 * timed from each `waitingSince` after that (after any, where no first response is promised); a bot's answer stops
 * it. The resolution is timed from the first inbound and accrues over reopenings.
 */
export function followConversation(following: Following): TargetClock[] {
  const { conversation, at, time, stopped } = following;
  const expired = following.clocks.map((clock) => ({ ...clock, ...expire(clock, at) }));
  if (stopped || conversation.status === "spam") {
    return expired.map((clock) => close(clock, at, time, false));
  }
  const next = { ...following, clocks: expired };
  const clocks = [...firstResponse(next), ...nextResponse(next), ...resolution(next)];
  const reason = pauseReason(following);
  return clocks.map((clock) => ({
    ...clock,
    ...(reason === null ? resumeClock(clock, at, time) : pauseClock(clock, at, reason, time)),
  }));
}

function firstResponse({ promise, conversation, clocks, at, time }: Following): TargetClock[] {
  const { firstInboundAt, firstHumanReplyAt, status } = conversation;
  const own = clocksOf(clocks, "firstResponse");
  const allowed = promise.allowed.firstResponse;
  if (own.length === 0 && allowed !== undefined && firstInboundAt) {
    own.push(begin("firstResponse", 1, allowed, firstInboundAt, time));
  }
  if (firstHumanReplyAt) return own.map((clock) => close(clock, firstHumanReplyAt, time, true));
  // Done without a person: nobody kept it, and nobody broke it.
  return status === "resolved" ? own.map((clock) => close(clock, at, time, false)) : own;
}

function nextResponse({ promise, conversation, clocks, at, time, repliedBy }: Following): TargetClock[] {
  const { waitingSince, firstHumanReplyAt } = conversation;
  const own = clocksOf(clocks, "nextResponse");
  const allowed = promise.allowed.nextResponse;
  if (!waitingSince) return own.map((clock) => close(clock, at, time, repliedBy === "human"));
  const earlier = own
    .filter(({ startedAt }) => startedAt < waitingSince)
    .map((clock) => close(clock, at, time, repliedBy === "human"));
  const current = own.filter(({ startedAt }) => startedAt >= waitingSince);
  const isFirst = promise.allowed.firstResponse !== undefined && !firstHumanReplyAt;
  const isTimed = current.some(({ status }) => status !== "stopped");
  if (allowed !== undefined && !isFirst && !isTimed) {
    current.push(begin("nextResponse", own.length + 1, allowed, waitingSince, time));
  }
  return [...earlier, ...current];
}

function resolution({ promise, conversation, clocks, at, time }: Following): TargetClock[] {
  const { status, firstInboundAt, resolvedAt } = conversation;
  const own = clocksOf(clocks, "resolution");
  const allowed = promise.allowed.resolution;
  const last = own.at(-1);
  if (!last && allowed !== undefined && firstInboundAt) {
    own.push(begin("resolution", 1, allowed, firstInboundAt, time));
  }
  if (status === "resolved") return own.map((clock) => close(clock, resolvedAt ?? at, time, true));
  if (last && allowed !== undefined && (last.status === "met" || last.status === "stopped")) {
    const used = Math.min(last.usedMs, allowed);
    const clock = begin("resolution", last.cycle + 1, allowed, at, time);
    own.push({ ...clock, usedMs: used, dueAt: time.after(at, allowed - used) });
  }
  return own;
}

function pauseReason({ promise, conversation, paused }: Following): string | null {
  if (paused) return "journey";
  if (promise.pauseWhileSnoozed && conversation.status === "snoozed") return "snoozed";
  return promise.pauseWhileOnCustomer && !conversation.waitingSince ? "customer" : null;
}

function clocksOf(clocks: readonly TargetClock[], target: SlaTarget): TargetClock[] {
  return clocks.filter((clock) => clock.target === target).sort((one, other) => one.cycle - other.cycle);
}

function begin(
  target: SlaTarget,
  cycle: number,
  allowed: number,
  startedAt: Date,
  time: WorkingTime,
): TargetClock {
  return { ...startClock(allowed, startedAt, time), target, cycle, startedAt };
}

/** Ends a clock, as kept or as stopped. One that was missed stays so, and ends now. */
function close(clock: TargetClock, at: Date, time: WorkingTime, isKept: boolean): TargetClock {
  if (clock.endedAt) return clock;
  const ends = isKept || clock.status === "missed";
  return { ...clock, ...(ends ? meetClock(clock, at, time) : stopClock(clock, at, time)) };
}
