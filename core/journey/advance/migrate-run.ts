import {
  type AdvanceContext,
  clearRest,
  type Draft,
  findPlanNode,
  record,
  setPosition,
} from "#core/journey/advance/draft.ts";
import { exitRun } from "#core/journey/advance/interrupt.ts";
import { DraftStepContext } from "#core/journey/advance/step-context.ts";
import { drainInbox } from "#core/journey/advance/take-event.ts";
import { applyAndWalk, enterAndWalk } from "#core/journey/advance/walk.ts";
import { type Fate, fateOf, type NodeMap } from "#core/journey/migration.ts";
import type { Plan } from "#core/journey/plan.ts";
import { type Advance, ENDED_STATUSES, type RunState } from "#core/journey/run.ts";
import type { StepResult } from "#core/journey/step.ts";

export interface Migration {
  from: { plan: Plan; versionId: string; number: number };
  to: { plan: Plan; versionId: string; number: number };
  nodeMap: NodeMap;
}

/** later: it walks, or is suspended where the move would have it walk; ask again when it next rests. */
export type Migrated =
  | { kind: "moved"; advance: Advance }
  | { kind: "later" }
  | { kind: "refused"; reason: string };

/** A run that neither walks nor has an effect under way. */
export function isAtRest({ status, suspended, position, visits, stuck }: RunState): boolean {
  if (position === null && visits === 0) return true;
  const doing = suspended?.from ?? status;
  if (doing === "stuck" && stuck?.from === "running") return position?.effect === undefined;
  return doing === "waiting" || doing === "stuck";
}

/**
 * Moves a run that rests to another version of its journey. Pure; never throws. Where its step is still there the
 * run rests on as it did, or as the step's `adapt` says under its new config; moved to an identical plan nothing
 * changes. What has no place stays on its version, with the reason.
 */
export function migrateRun(migration: Migration, run: RunState, context: AdvanceContext): Migrated {
  if (ENDED_STATUSES.has(run.status)) return { kind: "refused", reason: "The run has ended" };
  if (!isAtRest(run)) return { kind: "later" };
  const { to } = migration;
  const draft: Draft = {
    plan: to.plan,
    steps: context.steps,
    now: context.now,
    facts: context.facts,
    run: { ...run },
    effects: [],
    transitions: [],
    untaken: [],
  };
  const { moving: _, ...rest } = draft.run;
  draft.run = rest;
  const nodeId = run.position?.nodeId ?? run.triggerNodeId;
  const fate =
    run.position === null
      ? startFate(migration, nodeId)
      : fateOf(migration.from.plan, to.plan, nodeId, migration.nodeMap);
  const hindrance = place(draft, migration, fate);
  if (hindrance) return hindrance;
  drainInbox(draft);
  const effects = draft.run.status === "running" ? draft.effects : [];
  const { transitions, untaken } = draft;
  return { kind: "moved", advance: { run: draft.run, effects, transitions, untaken } };
}

/** A run that nobody has carried yet begins at its trigger, in whichever version. */
function startFate({ from, to }: Migration, triggerNodeId: string): Fate {
  const before = findPlanNode(from.plan, triggerNodeId);
  const after = findPlanNode(to.plan, triggerNodeId);
  if (after && after.type === before?.type) return { kind: "keep", nodeId: triggerNodeId, changed: false };
  return {
    kind: "none",
    code: "incompatible_node",
    reason: "the version has not the trigger that started it",
  };
}

function place(draft: Draft, migration: Migration, fate: Fate): Exclude<Migrated, { kind: "moved" }> | null {
  const { from, to } = migration;
  switch (fate.kind) {
    case "none":
      return { kind: "refused", reason: `It stays on version ${from.number}: ${fate.reason}` };
    case "end":
      noteMove(draft, migration);
      exitRun(draft, `Version ${to.number} has no place for it`);
      return null;
    case "enter":
      if (draft.run.suspended) return { kind: "later" };
      noteMove(draft, migration, fate.nodeId);
      clearRest(draft, true);
      delete draft.run.stuck;
      enterAndWalk(draft, fate.nodeId);
      return null;
    case "keep":
      return keep(draft, migration, fate);
  }
}

function keep(
  draft: Draft,
  migration: Migration,
  { nodeId, changed }: Extract<Fate, { kind: "keep" }>,
): Exclude<Migrated, { kind: "moved" }> | null {
  const { run } = draft;
  const adapted = changed ? adaptRest(draft, nodeId) : null;
  if (adapted instanceof Error) {
    return { kind: "refused", reason: `It stays on version ${migration.from.number}: ${adapted.message}` };
  }
  if (adapted && run.suspended) return { kind: "later" };
  noteMove(draft, migration);
  if (run.position) setPosition(draft, { nodeId });
  // Tried again, a step that was changed begins anew; what may have been accepted is left as it was.
  if (changed && run.stuck && run.stuck.code !== "unknown_outcome") clearRest(draft, true);
  if (adapted) applyAndWalk(draft, adapted);
  return null;
}

/** How the run rests under the new config; null where it rests on as it did. */
function adaptRest(draft: Draft, nodeId: string): StepResult | Error | null {
  const { position, status, suspended } = draft.run;
  const node = findPlanNode(draft.plan, nodeId);
  if (!position || !node || (suspended?.from ?? status) !== "waiting" || position.effect) return null;
  const step = Object.hasOwn(draft.steps, node.type) ? draft.steps[node.type] : undefined;
  if (!step?.adapt) return null;
  try {
    return step.adapt(node.config, new DraftStepContext(draft, { ...position, nodeId }));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function noteMove(draft: Draft, { from, to }: Migration, target?: string): void {
  const detail = {
    fromVersionId: from.versionId,
    toVersionId: to.versionId,
    ...(target === undefined ? {} : { to: target }),
  };
  record(draft, "migrated", `Moved from version ${from.number} to version ${to.number}`, { detail });
}
