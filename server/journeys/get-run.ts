import type { RunDetail, Step } from "#core/api/runs.ts";
import { AppError } from "#core/errors.ts";
import type { RunState } from "#core/journey/run.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { runInclude, toRun } from "#server/journeys/run-view.ts";
import { transact } from "#server/platform/database.ts";

/** One run with its variables. */
export async function getRun(actor: Actor, runId: string): Promise<RunDetail> {
  authorize(actor, "runs.view");
  const row = await transact(actor, (tx) =>
    tx.run.findUnique({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: runId } },
      include: runInclude,
    }),
  );
  if (!row) throw new AppError("not_found", "There is no such run.");
  const state = row.state as unknown as RunState;
  return { ...(await toRun(row)), vars: state.vars, visits: state.visits, planHash: row.planHash };
}

interface TrailLine {
  at: number;
  kind: string;
  why: string;
  outlet?: string;
  detail?: Step["trail"][number]["detail"];
}

/** A run's timeline: every visit to a node, in order, with its why. */
export async function listRunSteps(actor: Actor, runId: string): Promise<Step[]> {
  authorize(actor, "runs.view");
  const { workspaceId } = actor;
  const { run, steps, effects } = await transact(actor, async (tx) => ({
    run: await tx.run.findUnique({
      where: { workspaceId_id: { workspaceId, id: runId } },
      select: { planHash: true },
    }),
    steps: await tx.step.findMany({ where: { workspaceId, runId }, orderBy: { visit: "asc" } }),
    effects: await tx.effect.findMany({ where: { workspaceId, runId } }),
  }));
  if (!run) throw new AppError("not_found", "There is no such run.");
  const plan = await loadPlan(workspaceId, run.planHash);
  const byVisit = new Map(effects.map((effect) => [effect.visit, effect]));
  return steps.map((step) => {
    const effect = byVisit.get(step.visit);
    return {
      visit: step.visit,
      nodeId: step.nodeId,
      type: step.type,
      label: plan.nodes[step.nodeId]?.label ?? null,
      enteredAt: step.enteredAt.toISOString(),
      leftAt: step.leftAt?.toISOString() ?? null,
      outlet: step.outlet,
      trail: (step.trail as unknown as TrailLine[]).map(({ at, ...line }) => ({
        at: new Date(at).toISOString(),
        ...line,
      })),
      effect: effect
        ? {
            kind: effect.kind,
            status: effect.status,
            attempts: effect.attempts,
            error: (effect.error as Step["trail"][number]["detail"]) ?? null,
          }
        : null,
    };
  });
}
