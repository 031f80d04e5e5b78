import {
  clearRest,
  type Draft,
  findPlanNode,
  markApplied,
  record,
  setPosition,
} from "#core/journey/advance/draft.ts";
import { drainInbox, leave, repeatEffect, stopRun, takeEvent } from "#core/journey/advance/take-event.ts";
import { askAgain, enterAndWalk, leaveAndWalk } from "#core/journey/advance/walk.ts";
import { ENDED_STATUSES, type RunEvent } from "#core/journey/run.ts";

type ControlEvent = Extract<RunEvent, { kind: "control" }>;
type Suspension = "hold" | "pause";

/** Applies what a person, or the shell for one, wants of a run. What makes no sense now changes nothing. */
export function controlRun(draft: Draft, event: ControlEvent): void {
  const { run } = draft;
  if (ENDED_STATUSES.has(run.status) || run.applied.includes(event.id)) return;
  markApplied(draft, event.id);
  const { action } = event;
  if (action === "hold") suspend(draft, "hold", event.reason ?? "A person speaks with the customer");
  else if (action === "pause") suspend(draft, "pause", event.reason ?? "Paused");
  else if (action === "release") unsuspend(draft, "hold", event);
  else if (action === "resume") unsuspend(draft, "pause", event);
  else if (action === "stop") stopRun(draft, event.reason ?? "Stopped by a person");
  else if (action === "wake") wake(draft, event);
  else if (run.suspended) record(draft, "absorbed", `Resume the run before you ${action} it`);
  else if (action === "retry") retry(draft, event);
  else skip(draft, event);
}

function suspend(draft: Draft, by: Suspension, why: string): void {
  const { run } = draft;
  if (run.suspended?.by.includes(by)) return;
  if (run.suspended) {
    run.suspended = { ...run.suspended, by: [...run.suspended.by, by] };
  } else if (run.status === "running" || run.status === "waiting" || run.status === "stuck") {
    run.suspended = { from: run.status, by: [by], at: draft.now, missed: [] };
  }
  run.status = run.suspended?.by.includes("pause") ? "paused" : "held";
  record(draft, by === "pause" ? "paused" : "held", why);
}

function unsuspend(draft: Draft, by: Suspension, event: ControlEvent): void {
  const { run } = draft;
  if (!run.suspended?.by.includes(by)) return;
  const remaining = run.suspended.by.filter((other) => other !== by);
  record(draft, "resumed", event.reason ?? (by === "pause" ? "Resumed" : "The person is done"));
  if (remaining.length > 0) {
    run.suspended = { ...run.suspended, by: remaining };
    run.status = remaining.includes("pause") ? "paused" : "held";
    return;
  }
  const { from, missed } = run.suspended;
  run.status = from;
  delete run.suspended;
  if (event.expired === "restart") restartExpiredRest(draft);
  for (const kept of missed) if (kept.kind !== "control") takeEvent(draft, kept);
  drainInbox(draft);
  fireExpiredRest(draft);
  const { position } = run;
  // Whoever ran the effect may have let go of it on pausing; its key makes asking again harmless.
  if (run.status === "running" && position?.effect && draft.effects.length === 0) {
    draft.effects = [position.effect];
  }
}

function restartExpiredRest(draft: Draft): void {
  const { position, status } = draft.run;
  const rest = position?.rest;
  if (status !== "waiting" || !position || rest?.until === undefined || rest.until > draft.now) return;
  if (position.effect) return;
  const shift = draft.now - (position.restedAt ?? position.enteredAt);
  const type = findPlanNode(draft.plan, position.nodeId)?.type ?? "";
  const step = Object.hasOwn(draft.steps, type) ? draft.steps[type] : undefined;
  setPosition(draft, {
    rest: { ...rest, until: rest.until + shift },
    restedAt: draft.now,
    state: step?.restart ? step.restart(position.state, shift) : position.state,
  });
}

function fireExpiredRest(draft: Draft): void {
  const { position, status } = draft.run;
  const until = position?.rest?.until;
  if (status !== "waiting" || !position || until === undefined || until > draft.now) return;
  takeEvent(draft, { kind: "timer", visit: position.visit, at: draft.now });
}

function retry(draft: Draft, event: ControlEvent): void {
  const { run } = draft;
  const { position, stuck } = run;
  if (run.status === "waiting" && position?.effect) {
    record(draft, "woken", event.reason ?? "Tried again by a person");
    repeatEffect(draft, position.effect);
    return;
  }
  if (run.status !== "stuck") return;
  if (stuck?.from) {
    goOn(draft, stuck.from, event);
    return;
  }
  if (!position) return;
  if (stuck?.code === "unknown_outcome" && !event.resendUnknown) {
    record(draft, "absorbed", "Not tried again: it may have been accepted. Confirm to do it once more");
    return;
  }
  delete run.stuck;
  record(draft, "resumed", event.reason ?? "Tried again by a person");
  if (position.effect) askAgain(draft, position.effect.effect, "Once more");
  else enterAndWalk(draft, position.nodeId);
}

/** It was set aside in the midst of something, and nothing is known to have failed: no effect gets another key. */
function goOn(draft: Draft, from: "running" | "waiting", event: ControlEvent): void {
  const { run } = draft;
  const { position } = run;
  delete run.stuck;
  run.status = from;
  record(draft, "resumed", event.reason ?? "Tried again by a person");
  if (!position) return;
  if (from === "waiting" && position.rest) {
    drainInbox(draft);
    fireExpiredRest(draft);
  } else if (position.effect) repeatEffect(draft, position.effect);
  else enterAndWalk(draft, position.nodeId);
}

/** While the run is suspended the effect becomes due, so that it is asked for on resuming. */
function wake(draft: Draft, event: ControlEvent): void {
  const { status, position, suspended } = draft.run;
  if (!position?.effect || !position.rest) return;
  if (suspended?.from === "waiting") setPosition(draft, { rest: { ...position.rest, until: draft.now } });
  if (status !== "waiting") return;
  record(draft, "woken", event.reason ?? "It need not wait any longer");
  repeatEffect(draft, position.effect);
}

/** Goes out by `next`, or by the first way out that is not for a failure. */
function skip(draft: Draft, event: ControlEvent): void {
  const { run, plan } = draft;
  if (!run.position) return;
  const node = findPlanNode(plan, run.position.nodeId);
  const why = event.reason ?? "Skipped by a person";
  draft.effects = [];
  clearRest(draft, true);
  delete run.stuck;
  if (leave(draft)) return;
  const outlets = Object.keys(node?.outlets ?? {});
  const outlet = outlets.includes("next")
    ? "next"
    : outlets.find((id) => id !== "failed" && id !== "suppressed");
  if (outlet === undefined) stopRun(draft, why);
  else leaveAndWalk(draft, outlet, why);
}
