import { isAtRest, migrateRun } from "#core/journey/advance/migrate-run.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Offer, RunState, Transition } from "#core/journey/run.ts";
import type { Facts } from "#core/journey/variables.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { loadMigration, loadVersion, type VersionOfRun } from "#server/journeys/load-migration.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { loadWinners } from "#server/journeys/load-winners.ts";

export interface MovingRun {
  workspaceId: string;
  journeyId: string;
  versionId: string;
  plan: Plan;
  state: RunState;
  facts: Facts;
}

export interface Moved {
  state: RunState;
  transitions: Transition[];
  untaken: Offer[];
  /** Absent where the run stays on its version. */
  to?: { version: VersionOfRun; plan: Plan; facts: Facts };
}

/** Moves a run that was told to, if it rests; null where there is nothing to do, or not yet. */
export async function moveRun(run: MovingRun): Promise<Moved | null> {
  const { workspaceId, state } = run;
  const { moving } = state;
  if (!moving || moving.refused !== undefined || !isAtRest(state)) return null;
  const migration = await loadMigration(workspaceId, moving.operationId);
  if (!migration) return stay(state, "There is no such migration");
  const version = migration.to;
  if (version.id === run.versionId) return { state: withoutOrder(state), transitions: [], untaken: [] };
  const plan = await loadPlan(workspaceId, version.planHash);
  const from = await loadVersion(workspaceId, run.versionId);
  const winners = await loadWinners(workspaceId, run.journeyId, plan);
  const facts = winners ? { ...run.facts, winners } : run.facts;
  const migrated = migrateRun(
    {
      from: { plan: run.plan, versionId: from.id, number: from.number },
      to: { plan, versionId: version.id, number: version.number },
      nodeMap: migration.nodeMap,
    },
    state,
    { now: Date.now(), facts, steps: nodeSteps },
  );
  if (migrated.kind === "later") return null;
  if (migrated.kind === "refused") return stay(state, migrated.reason);
  const { run: moved, transitions, untaken } = migrated.advance;
  return { state: moved, transitions, untaken, to: { version, plan, facts } };
}

function withoutOrder({ moving: _, ...state }: RunState): RunState {
  return state;
}

function stay(state: RunState, why: string): Moved {
  const { position, visits, triggerNodeId, moving } = state;
  const nodeId = position?.nodeId ?? triggerNodeId;
  const line: Transition = {
    at: Date.now(),
    visit: position?.visit ?? visits,
    nodeId,
    kind: "absorbed",
    why,
  };
  const kept = { ...state, ...(moving ? { moving: { ...moving, refused: why } } : {}) };
  return { state: kept, transitions: [line], untaken: [] };
}
