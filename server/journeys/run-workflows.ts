import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from "@temporalio/client";
import { AppError } from "#core/errors.ts";
import type { RunStatus } from "#core/journey/run.ts";
import {
  CONTROL_UPDATE,
  CONTROLS_SIGNAL,
  type ControlRequest,
  type ControlsSignal,
  type EventReference,
  INBOUND_SIGNAL,
  type InboundSignal,
  JOURNEY_WORKFLOW,
  type JourneyInput,
  singleWorkflowId,
} from "#core/journey/wake.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";

/** Starts the workflow of a single run. Starting it again changes nothing, whether it runs or has ended. */
export function startWorkflow(workspaceId: string, runId: string): Promise<void> {
  return startJourney(workspaceId, singleWorkflowId(runId), [runId]);
}

/**
 * Starts the workflow that all given runs share, and no others: they are in Postgres, with its id. Starting it
 * again changes nothing.
 */
export async function startJourney(workspaceId: string, workflowId: string, runIds: string[]): Promise<void> {
  const input: JourneyInput = { workspaceId, size: runIds.length, runs: runIds.map((id) => ({ id })) };
  try {
    await temporalClient().workflow.start(JOURNEY_WORKFLOW, {
      taskQueue: taskQueue(),
      workflowId,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      args: [input],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Tells a waiting run of an event. A plain signal: a run that has ended is not started again.
 * @returns false when its workflow has ended, so that the event goes to somebody else
 */
export async function signalWorkflow(
  workflowId: string,
  runId: string,
  event: EventReference,
): Promise<boolean> {
  const told: InboundSignal = { runId, event };
  return signal(workflowId, INBOUND_SIGNAL, told);
}

/**
 * Gives one order to many runs of a workflow, with one signal.
 * @returns false when the workflow has ended, or was never started
 */
export async function signalControls(workflowId: string, controls: ControlsSignal): Promise<boolean> {
  return signal(workflowId, CONTROLS_SIGNAL, controls);
}

async function signal(workflowId: string, name: string, told: unknown): Promise<boolean> {
  try {
    await temporalClient().workflow.getHandle(workflowId).signal(name, told);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/**
 * Asks the workflow of a run for a control and waits until it was applied.
 * @returns the run's status afterwards
 * @throws AppError `conflict` when the run has ended or refuses
 */
export async function controlWorkflow(
  workflowId: string,
  request: ControlRequest,
): Promise<RunStatus | null> {
  try {
    const handle = temporalClient().workflow.getHandle(workflowId);
    return await handle.executeUpdate<RunStatus | null, [ControlRequest]>(CONTROL_UPDATE, {
      updateId: request.id,
      args: [request],
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw new AppError("conflict", "This run has ended.", { cause: error });
    if (error instanceof WorkflowUpdateFailedError) {
      throw new AppError("conflict", error.cause?.message ?? "The run refused.", { cause: error });
    }
    throw error;
  }
}
