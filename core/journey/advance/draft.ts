import type { KeyedEffect } from "#core/journey/effect.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";
import type { Offer, Position, RunEvent, RunState, Transition } from "#core/journey/run.ts";
import type { Steps } from "#core/journey/step.ts";
import type { Facts } from "#core/journey/variables.ts";

export interface AdvanceContext {
  /** Epoch milliseconds. */
  now: number;
  facts: Facts;
  steps: Steps;
}

/** One call of `advance` under way. `run` is a copy; its parts are replaced, never changed in place. */
export interface Draft {
  plan: Plan;
  steps: Steps;
  now: number;
  facts: Facts;
  run: RunState;
  effects: KeyedEffect[];
  transitions: Transition[];
  untaken: Offer[];
}

export function isOffer(event: RunEvent): event is Offer {
  return event.kind === "message" || event.kind === "happening";
}

const REMEMBERED_EVENTS = 64;

export function wasApplied(run: RunState, event: RunEvent): boolean {
  if (!("id" in event)) return false;
  return run.applied.includes(event.id);
}

export function markApplied(draft: Draft, id: string): void {
  if (!draft.run.applied.includes(id))
    draft.run.applied = [...draft.run.applied.slice(1 - REMEMBERED_EVENTS), id];
}

/** The node of an id that may be anything. */
export function findPlanNode(plan: Plan, id: string): PlanNode | undefined {
  return Object.hasOwn(plan.nodes, id) ? plan.nodes[id] : undefined;
}

export function setPosition(draft: Draft, change: Partial<Position>): void {
  if (draft.run.position) draft.run.position = { ...draft.run.position, ...change };
}

/** The run rests no longer; with `andEffect` it has no effect under way either. */
export function clearRest(draft: Draft, andEffect = false): void {
  const before = draft.run.position;
  if (!before || !hasToClear(before, andEffect)) return;
  const { nodeId, visit, enteredAt, state, restedAt, effectAskedAt } = before;
  const keepsEffect = !andEffect && before.effect !== undefined;
  const effect = keepsEffect ? before.effect : undefined;
  const putOff = keepsEffect ? before.putOff : undefined;
  const rest = undefined;
  place(draft, { nodeId, visit, enteredAt, state, rest, restedAt, effect, effectAskedAt, putOff });
}

/** Every field, so that none is forgotten: to name them is far cheaper than to copy what is there, at every step. */
type WholePosition = { [Field in keyof Required<Position>]: Position[Field] };

export function place(draft: Draft, position: WholePosition): void {
  draft.run.position = position;
}

/** Most steps that leave a rest never had one, and copies cost more than looking. */
function hasToClear({ rest, effect, putOff }: Position, andEffect: boolean): boolean {
  return rest !== undefined || (effect === undefined ? putOff !== undefined : andEffect);
}

/** Adds a line to the timeline, at the run's position. */
export function record(
  draft: Draft,
  kind: Transition["kind"],
  why: string,
  extra?: Pick<Transition, "outlet" | "detail">,
): void {
  const { position, visits, triggerNodeId } = draft.run;
  const nodeId = position?.nodeId ?? triggerNodeId;
  const line: Transition = { at: draft.now, visit: position?.visit ?? visits, nodeId, kind, why };
  if (extra?.outlet !== undefined) line.outlet = extra.outlet;
  if (extra?.detail !== undefined) line.detail = extra.detail;
  draft.transitions.push(line);
}

/** Parks the run until a person retries, skips or stops it. */
export function parkAsStuck(draft: Draft, code: string, reason: string): void {
  draft.run.status = "stuck";
  draft.run.stuck = { code, reason: reason.slice(0, 1000) };
  record(draft, "stuck", reason.slice(0, 1000), { detail: { code } });
}

export function endRun(draft: Draft, status: "completed" | "exited" | "stopped", reason: string): void {
  record(draft, "ended", reason);
  draft.run.status = status;
  draft.run.ended = { at: draft.now, reason };
  draft.run.position = null;
  delete draft.run.suspended;
  delete draft.run.stuck;
}
