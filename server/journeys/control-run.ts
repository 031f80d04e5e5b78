import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import { type PersonalAction, whyNot } from "#core/journey/possible-actions.ts";
import type { RunStatus } from "#core/journey/run.ts";
import type { ControlOrder } from "#core/journey/wake.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { controlWorkflow } from "#server/journeys/run-workflows.ts";
import { startWorkflowOf } from "#server/journeys/start-cohort.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Pauses, resumes, retries, skips or stops a run, and waits until it has happened.
 * @param options.expired on resume: waits that ran out meanwhile fire now, or start again in full
 * @returns the run's status afterwards
 * @throws AppError `not_found`, or `conflict` where the run's state does not allow it
 */
export async function controlRun(
  actor: Actor,
  runId: string,
  action: Exclude<PersonalAction, "migrate">,
  options: Pick<ControlOrder, "expired" | "resendUnknown" | "reason"> = {},
): Promise<{ status: RunStatus }> {
  authorize(actor, "runs.control");
  const { workspaceId } = actor;
  const run = await transact(actor, (tx) =>
    tx.run.findUnique({ where: { workspaceId_id: { workspaceId, id: runId } } }),
  );
  if (!run) throw new AppError("not_found", "There is no such run.");
  const refusal = whyNot(run, action, options);
  if (refusal) throw new AppError("conflict", `${refusal}.`);
  if (!run.workflowId) throw new AppError("conflict", "This run has not been started yet.");
  // Its start may still lie in the outbox; starting it twice changes nothing.
  if (run.revision === 1) await startWorkflowOf(workspaceId, { id: runId, workflowId: run.workflowId });
  const status = await controlWorkflow(run.workflowId, {
    runId,
    id: uuidv7(),
    at: Date.now(),
    action,
    ...options,
  });
  return { status: status ?? run.status };
}
