import { singleWorkflowId } from "#core/journey/wake.ts";
import { systemActor } from "#server/access/actor.ts";
import { startJourney, startWorkflow } from "#server/journeys/run-workflows.ts";
import { transact } from "#server/platform/database.ts";

/** Starts the workflow that a cohort's runs share. Starting it again changes nothing. */
export async function startCohort(workspaceId: string, workflowId: string): Promise<void> {
  const runs = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.run.findMany({ where: { workspaceId, workflowId }, select: { id: true }, orderBy: { id: "asc" } }),
  );
  if (runs.length === 0) return;
  await startJourney(
    workspaceId,
    workflowId,
    runs.map(({ id }) => id),
  );
}

/** Starts the workflow of a run, alone or with its cohort, where that still lies in the outbox. */
export async function startWorkflowOf(
  workspaceId: string,
  { id, workflowId }: { id: string; workflowId: string },
): Promise<void> {
  if (workflowId === singleWorkflowId(id)) await startWorkflow(workspaceId, id);
  else await startCohort(workspaceId, workflowId);
}
