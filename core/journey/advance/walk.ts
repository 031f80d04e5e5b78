import {
  clearRest,
  type Draft,
  endRun,
  findPlanNode,
  markApplied,
  parkAsStuck,
  place,
  record,
  setPosition,
} from "#core/journey/advance/draft.ts";
import { recordGoal } from "#core/journey/advance/interrupt.ts";
import { forget } from "#core/journey/advance/remember.ts";
import { saveVariables } from "#core/journey/advance/save-variables.ts";
import { DraftStepContext } from "#core/journey/advance/step-context.ts";
import type { Effect } from "#core/journey/effect.ts";
import type { PlanNode } from "#core/journey/plan.ts";
import type { Position, RunEvent } from "#core/journey/run.ts";
import { type Step, StepError, type StepResult } from "#core/journey/step.ts";
import type { Json } from "#core/json.ts";

type Going = Extract<StepResult, { kind: "go" }>;
type Waiting = Extract<StepResult, { kind: "wait" }>;
type Asking = Extract<StepResult, { kind: "effect" }>;

const WAKE_REASONS: Partial<Record<RunEvent["kind"], string>> = {
  timer: "The time has come",
  message: "A message came",
};

/** Enters a node and walks on until the run rests, asks for an effect, is stuck or has ended. */
export function enterAndWalk(draft: Draft, nodeId: string): void {
  walk(draft, () => enterNode(draft, nodeId, null));
}

/**
 * Gives an event to the node where the run is, and walks on.
 * @returns false where the node wants nothing of it
 */
export function resumeAndWalk(draft: Draft, event: RunEvent): boolean {
  let taken = true;
  walk(draft, () => {
    const result = resumeNode(draft, event);
    const isPassed = result.kind === "ignore" || result.kind === "absorb";
    if (isPassed && (event.kind === "timer" || event.kind === "effect")) {
      throw new StepError(
        "step_failed",
        `The node does not know what to do with ${event.kind === "timer" ? "a timer" : "an outcome"}`,
      );
    }
    taken = result.kind !== "ignore";
    if (taken && result.kind !== "absorb") draft.run.status = "running";
    if (taken && event.kind !== "effect") recordWake(draft, event, result);
    return result;
  });
  return taken;
}

/** Leaves the node where the run is by an outlet, and walks on. */
export function leaveAndWalk(draft: Draft, outlet: string, why: string): void {
  draft.run.status = "running";
  walk(draft, () => ({ kind: "go", outlet, why }));
}

/** Does what a step said outside of a walk, and walks on. */
export function applyAndWalk(draft: Draft, result: StepResult): void {
  walk(draft, () => result);
}

/** Asks again for an effect in a visit of its own, because a refused key stays refused. */
export function askAgain(draft: Draft, effect: Effect, why: string): void {
  draft.run.status = "running";
  const state = draft.run.position?.state ?? null;
  walk(draft, () => ({ kind: "effect", effect, why, state }));
}

/** Applies results until there is none. Whatever a step throws parks the run; it never gets out. */
function walk(draft: Draft, begin: () => StepResult | null): void {
  let produce: (() => StepResult | null) | null = begin;
  while (produce) {
    try {
      const result: StepResult | null = produce();
      produce = result && apply(draft, result);
    } catch (error) {
      clearRest(draft);
      const code =
        error instanceof StepError ? error.code : isTemplateError(error) ? "template_failed" : "step_failed";
      parkAsStuck(draft, code, error instanceof Error ? error.message : String(error));
      return;
    }
  }
}

function isTemplateError(error: unknown): boolean {
  return error instanceof Error && error.name === "TemplateError";
}

/** @returns how to get the next result, or null where the run goes no further now */
function apply(draft: Draft, result: StepResult): (() => StepResult | null) | null {
  switch (result.kind) {
    case "go":
      return leave(draft, result);
    case "effect":
      ask(draft, result);
      return null;
    case "wait":
      rest(draft, result);
      return null;
    case "end":
      endRun(draft, "exited", result.reason);
      return null;
    case "absorb":
      if (result.state !== undefined) setPosition(draft, { state: result.state });
      return null;
    case "ignore":
      return null;
  }
}

function leave(
  draft: Draft,
  { outlet, why, vars, arm, taken, goal }: Going,
): (() => StepResult | null) | null {
  saveVariables(draft, vars);
  if (taken !== undefined) takeEarlier(draft, taken);
  if (goal) recordGoal(draft, goal);
  if (arm) draft.run.arms = { ...draft.run.arms, [arm.experiment]: arm.arm };
  const node = currentNode(draft);
  const target = Object.hasOwn(node.outlets, outlet) ? node.outlets[outlet] : undefined;
  if (outlet === "failed" && !target) {
    parkAsStuck(draft, "failed", why);
    return null;
  }
  if (target === undefined) {
    parkAsStuck(draft, "unknown_outlet", `The node has no way out named “${outlet}”`);
    return null;
  }
  record(draft, "left", why, { outlet });
  if (target === null) {
    endRun(draft, "completed", `Nothing follows “${outlet}”`);
    return null;
  }
  return () => enterNode(draft, target, null);
}

/** What a node has looked back at is taken as if it had just come. */
function takeEarlier(draft: Draft, id: string): void {
  markApplied(draft, id);
  forget(draft, id);
}

function ask(draft: Draft, { effect, why, state, vars }: Asking): void {
  saveVariables(draft, vars);
  const position = currentPosition(draft);
  const kept = state === undefined ? position.state : state;
  // A visit has one effect at most, so that its key names one thing only.
  if (position.effectAskedAt !== undefined && !openVisit(draft, position.nodeId, kept)) return;
  const { nodeId, visit, enteredAt, restedAt } = currentPosition(draft);
  const keyed = { key: `${draft.run.id}:${visit}`, nodeId, visit, effect };
  place(draft, {
    nodeId,
    visit,
    enteredAt,
    state: kept,
    rest: undefined,
    restedAt,
    effect: keyed,
    effectAskedAt: draft.now,
    putOff: undefined,
  });
  draft.run.status = "running";
  draft.effects = [keyed];
  record(draft, "effect", why, { detail: { effect: effect.kind } });
}

function rest(draft: Draft, { rest: wanted, why, state, vars }: Waiting): void {
  saveVariables(draft, vars);
  const isEndless = wanted.until === undefined && wanted.on.length === 0;
  if (isEndless || (wanted.until !== undefined && !Number.isFinite(wanted.until))) {
    throw new StepError("step_failed", "The node waits for something that never comes");
  }
  const position = currentPosition(draft);
  const { nodeId, visit, enteredAt, effect, effectAskedAt, putOff } = position;
  const kept = state === undefined ? position.state : state;
  place(draft, {
    nodeId,
    visit,
    enteredAt,
    state: kept,
    rest: wanted,
    restedAt: draft.now,
    effect,
    effectAskedAt,
    putOff,
  });
  draft.run.status = "waiting";
  record(draft, "waiting", why, wanted.until === undefined ? undefined : { detail: { until: wanted.until } });
}

function enterNode(draft: Draft, nodeId: string, state: Json): StepResult | null {
  if (!openVisit(draft, nodeId, state)) return null;
  const node = currentNode(draft);
  record(draft, "entered", node.label ?? node.type);
  const context = new DraftStepContext(draft, currentPosition(draft));
  return stepOf(draft, node).enter(node.config, context);
}

function resumeNode(draft: Draft, event: RunEvent): StepResult {
  const position = currentPosition(draft);
  const node = currentNode(draft);
  const context = new DraftStepContext(draft, position);
  return stepOf(draft, node).resume?.(node.config, context, event) ?? { kind: "ignore" };
}

const MILLISECONDS_A_DAY = 86_400_000;
let lastDay = { number: 0, name: "1970-01-01" };

/** The day (UTC); asked for at every visit, and nearly always the same. */
function dayOf(now: number): string {
  const number = Math.floor(now / MILLISECONDS_A_DAY);
  if (number !== lastDay.number) lastDay = { number, name: new Date(now).toISOString().slice(0, 10) };
  return lastDay.name;
}

/** Counts a visit and moves there; false where today's budget is spent, and then the run is stuck. */
function openVisit(draft: Draft, nodeId: string, state: Json): boolean {
  const { run, plan, now } = draft;
  const day = dayOf(now);
  const steps = run.budget.day === day ? run.budget.steps : 0;
  const isSpent = steps >= plan.settings.limits.stepsPerDay;
  const visit = isSpent ? run.visits : run.visits + 1;
  place(draft, {
    nodeId,
    visit,
    enteredAt: now,
    state,
    rest: undefined,
    restedAt: undefined,
    effect: undefined,
    effectAskedAt: undefined,
    putOff: undefined,
  });
  if (isSpent) {
    const reason = `The run took ${steps} steps in one day, as many as this journey allows; it may go in circles`;
    parkAsStuck(draft, "step_budget", reason);
    return false;
  }
  run.status = "running";
  run.visits = visit;
  run.budget = { day, steps: steps + 1 };
  return true;
}

function recordWake(draft: Draft, event: RunEvent, result: StepResult): void {
  const detail = "id" in event ? { detail: { [event.kind]: event.id } } : undefined;
  if (result.kind === "absorb") record(draft, "absorbed", result.why, detail);
  else record(draft, "woken", WAKE_REASONS[event.kind] ?? "Something happened", detail);
}

function currentPosition(draft: Draft): Position {
  if (!draft.run.position) throw new StepError("no_position", "The run is nowhere");
  return draft.run.position;
}

function currentNode(draft: Draft): PlanNode {
  const { nodeId } = currentPosition(draft);
  const node = findPlanNode(draft.plan, nodeId);
  if (!node) throw new StepError("unknown_node", `This version of the journey has no node “${nodeId}”`);
  return node;
}

function stepOf(draft: Draft, node: PlanNode): Step<unknown> {
  const step = Object.hasOwn(draft.steps, node.type) ? draft.steps[node.type] : undefined;
  if (!step) throw new StepError("unknown_type", `Nothing here can run a node of type “${node.type}”`);
  return step;
}
