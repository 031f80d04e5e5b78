import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";

export type ConversationStatus = "new" | "in_progress" | "snoozed" | "resolved" | "spam";
export type Handler = "bot" | "human" | "none";

/** What the lifecycle looks at and changes. */
export interface Lifecycle {
  status: ConversationStatus;
  handler: Handler;
  quiet: boolean;
  assigneeId: string | null;
  waitingSince: Date | null;
  snoozedUntil: Date | null;
  firstInboundAt: Date | null;
  firstHumanReplyAt: Date | null;
  resolvedAt: Date | null;
  resolvedReason: string | null;
  reopenedCount: number;
}

/** The fields to write, and what to append to the event log. */
export interface LifecycleChange {
  patch: Partial<Lifecycle>;
  events: { type: EventType; data: JsonObject }[];
}

const nothing: LifecycleChange = { patch: {}, events: [] };

/**
 * The customer wrote. A first message ends `quiet`; one on a resolved conversation reopens it (whether it still
 * may is `whereInboundGoes`); one on a snoozed conversation wakes it. Spam stays spam and opens no wait.
 */
export function afterInbound(now: Lifecycle, at: Date): LifecycleChange {
  const patch: Partial<Lifecycle> = {};
  if (now.quiet) patch.quiet = false;
  if (!now.firstInboundAt) patch.firstInboundAt = at;
  if (now.status === "spam") return { patch, events: [] };
  if (!now.waitingSince) patch.waitingSince = at;
  if (now.status === "resolved") return join({ patch, events: [] }, reopened(now));
  if (now.status === "snoozed") return join({ patch, events: [] }, afterWake(now, "inbound"));
  return { patch, events: [] };
}

export interface Reply {
  at: Date;
  by: "human" | "bot";
  /** A bot's reminder or notice does not answer. People always do. */
  answers: boolean;
}

/**
 * Somebody answered. A person's reply clears the wait and fixes the first response; a bot's clears it only while
 * the bot is the handler. Neither counts as a response where the customer has not written yet.
 */
export function afterReply(now: Lifecycle, { at, by, answers }: Reply): LifecycleChange {
  if (by === "bot" && !(answers && now.handler === "bot")) return nothing;
  if (!now.firstInboundAt) return by === "human" ? moveOn(now) : nothing;
  const first = by === "human" ? !now.firstHumanReplyAt : false;
  const data: JsonObject = { by, first };
  if (now.waitingSince) {
    data.waitingSince = now.waitingSince.toISOString();
    data.waited = between(now.waitingSince, at);
  }
  if (first) data.sinceFirstInbound = between(now.firstInboundAt, at);
  const patch: Partial<Lifecycle> = { waitingSince: null };
  if (first) patch.firstHumanReplyAt = at;
  return join(moveOn(now), { patch, events: [{ type: "conversation.replied", data }] });
}

/** A person took it: their reply or claim makes them the one who answers. */
export function afterClaim(now: Lifecycle, userId: string): LifecycleChange {
  return join(join(moveOn(now), { patch: { assigneeId: userId }, events: [] }), handledBy(now, "human"));
}

/**
 * It was given to someone. By a person or a rule that is a change of handler; by a journey that goes on speaking
 * it is not, until the agent replies or claims.
 */
export function afterAssign(
  now: Lifecycle,
  { userId, runSpeaks }: { userId: string | null; runSpeaks: boolean },
): LifecycleChange {
  const change: LifecycleChange = { patch: { assigneeId: userId }, events: [] };
  return userId === null || runSpeaks ? change : join(change, handledBy(now, "human"));
}

/** The agent let go of it: back to the run that has the floor, if there is one. */
export function afterRelease(now: Lifecycle, { runSpeaks }: { runSpeaks: boolean }): LifecycleChange {
  return join({ patch: { assigneeId: null }, events: [] }, handledBy(now, runSpeaks ? "bot" : "none"));
}

/** Bot to person, person to bot, or nobody: with the event that handoff figures are made from. */
export function handledBy(now: Lifecycle, handler: Handler): LifecycleChange {
  if (now.handler === handler) return nothing;
  const data = { from: now.handler, to: handler };
  return { patch: { handler }, events: [{ type: "conversation.handler_changed", data }] };
}

/** Out of sight until a time, or with null until the customer writes. */
export function afterSnooze(now: Lifecycle, until: Date | null): LifecycleChange {
  const change = now.status === "resolved" ? reopened(now) : nothing;
  return join(join(change, status({ ...now, ...change.patch }, "snoozed")), {
    patch: { snoozedUntil: until },
    events: [{ type: "conversation.snoozed", data: { until: until?.toISOString() ?? null } }],
  });
}

export function afterWake(now: Lifecycle, by: "time" | "inbound" | "agent"): LifecycleChange {
  if (now.status !== "snoozed") return nothing;
  return join(status(now, "in_progress"), {
    patch: { snoozedUntil: null },
    events: [{ type: "conversation.woken", data: { by } }],
  });
}

/** Done. Resolution time accrues from the first inbound, over reopenings; what nobody wrote into has none. */
export function afterResolve(now: Lifecycle, at: Date, reason: string): LifecycleChange {
  if (now.status === "resolved") return nothing;
  const data: JsonObject = { reason, first: now.reopenedCount === 0 };
  if (now.firstInboundAt) data.elapsed = between(now.firstInboundAt, at);
  return join(status(now, "resolved"), {
    patch: { resolvedAt: at, resolvedReason: reason, waitingSince: null, snoozedUntil: null },
    events: [{ type: "conversation.resolved", data }],
  });
}

/** Somebody here opened it again. */
export function afterReopen(now: Lifecycle): LifecycleChange {
  return now.status === "resolved" ? reopened(now) : nothing;
}

/** Nobody's to answer. What was resolved or snoozed is neither any more. */
export function afterSpam(now: Lifecycle): LifecycleChange {
  const patch = { waitingSince: null, snoozedUntil: null, resolvedAt: null, resolvedReason: null };
  return join(status(now, "spam"), { patch, events: [] });
}

export function afterNotSpam(now: Lifecycle): LifecycleChange {
  return now.status === "spam" ? status(now, "in_progress") : nothing;
}

/** Several changes as one; of two that write the same field the later holds. */
export function join(first: LifecycleChange, second: LifecycleChange): LifecycleChange {
  return { patch: { ...first.patch, ...second.patch }, events: [...first.events, ...second.events] };
}

/** The first reply or claim begins the work; one on something put away brings it back. */
function moveOn(now: Lifecycle): LifecycleChange {
  if (now.status === "resolved") return reopened(now);
  return now.status === "new" ? status(now, "in_progress") : nothing;
}

function reopened(now: Lifecycle): LifecycleChange {
  return join(status(now, "in_progress"), {
    patch: { resolvedAt: null, resolvedReason: null, reopenedCount: now.reopenedCount + 1 },
    events: [{ type: "conversation.reopened", data: { from: now.status } }],
  });
}

function status(now: Lifecycle, to: ConversationStatus): LifecycleChange {
  if (now.status === to) return nothing;
  return {
    patch: { status: to },
    events: [{ type: "conversation.status_changed", data: { from: now.status, to } }],
  };
}

function between(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime());
}
