import type { EventReference } from "#core/journey/wake.ts";
import { systemActor } from "#server/access/actor.ts";
import { signalWorkflow } from "#server/journeys/run-workflows.ts";
import { startWorkflowOf } from "#server/journeys/start-cohort.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Tells a run of an event. One whose start still lies in the outbox is started first, so that the event is not
 * taken for one that came too late.
 * @returns false when there is no such run any more
 */
export async function signalRun(workspaceId: string, runId: string, event: EventReference): Promise<boolean> {
  const run = await transact(systemActor(workspaceId, "relay"), (tx) =>
    tx.run.findFirst({
      where: { id: runId },
      select: { id: true, workflowId: true, revision: true, endedAt: true },
    }),
  );
  if (!run?.workflowId) return false;
  const { id, workflowId, revision, endedAt } = run;
  if (await signalWorkflow(workflowId, runId, event)) return true;
  if (endedAt || revision > 1) return false;
  await startWorkflowOf(workspaceId, { id, workflowId });
  return signalWorkflow(workflowId, runId, event);
}
