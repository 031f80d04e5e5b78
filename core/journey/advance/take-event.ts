import {
  clearRest,
  type Draft,
  isOffer,
  markApplied,
  parkAsStuck,
  record,
  setPosition,
  wasApplied,
} from "#core/journey/advance/draft.ts";
import { exitRun, interrupt } from "#core/journey/advance/interrupt.ts";
import { forget, remember } from "#core/journey/advance/remember.ts";
import { enterAndWalk, resumeAndWalk } from "#core/journey/advance/walk.ts";
import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import { ENDED_STATUSES, type Offer, type RunEvent } from "#core/journey/run.ts";
import type { Facts, MessageFacts } from "#core/journey/variables.ts";

const MAXIMUM_QUEUED = 200;
/** Milliseconds for which a run that is put off keeps the floor. */
const LONGEST_WITH_FLOOR = 60_000;

type EffectEvent = Extract<RunEvent, { kind: "effect" }>;
type WorldEvent = Exclude<RunEvent, { kind: "control" }>;

/** Applies an event of the world (not control) to a run that may be in any state. */
export function takeEvent(draft: Draft, event: WorldEvent): void {
  const { run } = draft;
  if (wasApplied(run, event)) return;
  if (isOffer(event) && interrupt(draft, event)) return;
  if (ENDED_STATUSES.has(run.status)) {
    if (isOffer(event)) draft.untaken.push(event);
    return;
  }
  if (event.kind === "happening") remember(draft, event);
  if (run.suspended) keepForLater(draft, event);
  else if (event.kind === "timer") takeTimer(draft, event);
  else if (event.kind === "effect") takeOutcome(draft, event);
  else if (isOffer(event)) queueOrOffer(draft, event);
  else if (run.position === null && run.visits === 0) {
    if (run.stuck) delete run.stuck;
    enterAndWalk(draft, run.triggerNodeId);
  }
}

/** Offers what came while an effect was under way, now that the run rests or goes no further. */
export function drainInbox(draft: Draft): void {
  while (draft.run.inbox.length > 0 && !draft.run.suspended && !isBusy(draft)) {
    const [next, ...others] = draft.run.inbox;
    draft.run.inbox = others;
    if (next) offer(draft, next);
  }
}

/** Asks for the run's effect once more under the same key: nothing is done twice. */
export function repeatEffect(draft: Draft, effect: KeyedEffect): void {
  clearRest(draft);
  setPosition(draft, { effectAskedAt: draft.now });
  draft.run.status = "running";
  draft.effects = [effect];
}

/** Walking, with an effect under way or put off, or set aside in the midst of it: events have to queue. */
function isBusy({ run: { status, position, stuck } }: Draft): boolean {
  if (status === "stuck") return stuck?.from !== undefined;
  return status === "running" || (status === "waiting" && position?.effect !== undefined);
}

function takeTimer(draft: Draft, event: Extract<RunEvent, { kind: "timer" }>): void {
  const { position, status } = draft.run;
  const until = position?.rest?.until;
  if (!position || status !== "waiting" || until === undefined) return;
  if (event.visit !== position.visit || event.at < until) return;
  draft.now = Math.max(draft.now, event.at);
  if (position.effect) {
    record(draft, "woken", "Trying again");
    repeatEffect(draft, position.effect);
    return;
  }
  resumeAndWalk(draft, event);
}

function takeOutcome(draft: Draft, event: EffectEvent): void {
  const { position, status, stuck } = draft.run;
  if (!position?.effect || position.effect.key !== event.key) return;
  // A status that arrives later settles what was unknown; anything else that is stuck stays so.
  if (status === "stuck" && stuck?.code !== "unknown_outcome") return;
  const { outcome } = event;
  if (outcome.status === "later") {
    if (status === "running" && !leave(draft)) putOff(draft, outcome);
    return;
  }
  if (outcome.status === "unknown") {
    if (status === "stuck") return;
    clearRest(draft);
    record(draft, "outcome", outcome.reason, { detail: { status: "unknown" } });
    if (leave(draft)) return;
    parkAsStuck(draft, "unknown_outcome", outcome.reason);
    return;
  }
  settleOutcome(draft, event, position.effect, outcome);
  if (status === "stuck") offerMissed(draft, position.effectAskedAt ?? event.at);
}

/** While nobody knew whether it had gone out the customer may have answered it: others have seen that, the run has not. */
function offerMissed(draft: Draft, askedAt: number): void {
  for (const message of draft.facts.recentMessages) {
    const { status, position, applied } = draft.run;
    const isWanted = status === "waiting" && position?.rest?.on.includes("message") === true;
    if (!isWanted || message.at < askedAt || applied.includes(message.id)) continue;
    const { id, at } = message;
    if (resumeAndWalk(draft, { kind: "message", id, at, message })) markApplied(draft, id);
  }
}

/** An exit rule held while the effect was under way: now that it has come out the run ends. */
export function leave(draft: Draft): boolean {
  const { leaving } = draft.run;
  if (leaving === undefined) return false;
  delete draft.run.leaving;
  exitRun(draft, leaving);
  return true;
}

/** A run that is put off for long gives up the floor: others may speak meanwhile. */
function putOff(draft: Draft, outcome: Extract<EffectOutcome, { status: "later" }>): void {
  const { at, reason, code = "later" } = outcome;
  const earlier = draft.run.position?.putOff;
  const since = earlier?.code === code ? earlier.since : draft.now;
  const reserved = { ...earlier?.reserved, ...outcome.reserved };
  setPosition(draft, {
    rest: { until: at, on: [], floor: code !== "floor" && at - draft.now <= LONGEST_WITH_FLOOR },
    restedAt: draft.now,
    putOff: { code, at, since, ...(Object.keys(reserved).length > 0 && { reserved }) },
  });
  draft.run.status = "waiting";
  record(draft, "waiting", reason, { detail: { until: at, code } });
}

function settleOutcome(
  draft: Draft,
  event: EffectEvent,
  effect: KeyedEffect,
  outcome: Exclude<EffectOutcome, { status: "later" | "unknown" }>,
): void {
  clearRest(draft, true);
  draft.run.status = "running";
  if (draft.run.stuck) delete draft.run.stuck;
  const { status } = outcome;
  const why = status === "done" ? "Done" : outcome.reason;
  record(draft, "outcome", why, { detail: status === "done" ? { status } : { status, code: outcome.code } });
  if (leave(draft)) return;
  resumeAndWalk(draft, event);
  if (status === "failed" && isStuckAt(draft, effect.visit)) {
    setPosition(draft, { effect });
    draft.run.stuck = { code: outcome.code, reason: outcome.reason };
  }
}

function isStuckAt({ run }: Draft, visit: number): boolean {
  return run.status === "stuck" && run.position?.visit === visit;
}

function queueOrOffer(draft: Draft, event: Offer): void {
  const { run } = draft;
  if (!isBusy(draft) && run.inbox.length === 0) {
    offer(draft, event);
  } else if (run.inbox.length >= MAXIMUM_QUEUED) {
    draft.untaken.push(event);
  } else if (!run.inbox.some((queued) => queued.id === event.id)) {
    run.inbox = [...run.inbox, event];
  }
}

function offer(draft: Draft, event: Offer): void {
  const { run, facts } = draft;
  const isWanted = run.status === "waiting" && run.position?.rest?.on.includes(event.kind) === true;
  if (isWanted && event.kind === "message") draft.facts = withMessage(facts, event.message);
  if (isWanted && resumeAndWalk(draft, event)) {
    markApplied(draft, event.id);
    forget(draft, event.id);
    return;
  }
  draft.facts = facts;
  draft.untaken.push(event);
}

/** The facts may have been read before the message was stored. */
function withMessage(facts: Facts, message: MessageFacts): Facts {
  if (facts.message && facts.message.at >= message.at) return facts;
  return { ...facts, message, recentMessages: [...facts.recentMessages, message].slice(-20) };
}

/**
 * While an operator pauses the run, answers are kept for it. While a person holds the conversation,
 * messages are for that person. Timers are looked at again on resuming.
 */
function keepForLater(draft: Draft, event: WorldEvent): void {
  const { suspended, position } = draft.run;
  if (!suspended || event.kind === "timer") return;
  if (event.kind === "effect") {
    const isOurs = position?.effect?.key === event.key;
    const isKept = suspended.missed.some((missed) => missed.kind === "effect" && missed.key === event.key);
    if (!isOurs || isKept) return;
  }
  if (isOffer(event)) {
    if (suspended.missed.some((missed) => "id" in missed && missed.id === event.id)) return;
    const isForPerson = event.kind === "message" && suspended.by.includes("hold");
    const isWanted = position?.effect !== undefined || position?.rest?.on.includes(event.kind) === true;
    if (isForPerson || !isWanted || suspended.missed.length >= MAXIMUM_QUEUED) {
      draft.untaken.push(event);
      return;
    }
  }
  draft.run.suspended = { ...suspended, missed: [...suspended.missed, event] };
}

/** Ends the run as a person wants it. */
export function stopRun(draft: Draft, reason: string): void {
  exitRun(draft, reason, "stopped");
}
