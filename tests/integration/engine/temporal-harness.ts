import { randomUUID } from "node:crypto";
import { isGrpcServiceError, type WorkflowHandle, WorkflowNotFoundError } from "@temporalio/client";
import {
  bundleWorkflowCode,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkerOptions,
} from "@temporalio/worker";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { CampaignActivities } from "#core/campaigns/campaign.ts";
import { JOURNEY_WORKFLOW, type JourneyActivities, type JourneyInput } from "#core/journey/wake.ts";
import { connectWorker, createWorker, dataConverter, workflowsPath } from "#server/platform/create-worker.ts";
import { closeTemporal, taskQueue, temporalClient } from "#server/platform/temporal.ts";

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };

const GRPC_NOT_FOUND = 5;

export interface TestWorker {
  stop(): Promise<void>;
}

/**
 * Temporal for the tests of one file: workers with any activities, and after each test every history that its
 * workflows left is replayed against the workflow code of now.
 */
export function temporalForTests() {
  let bundle: { code: string };
  let connection: NativeConnection;
  let workers: TestWorker[] = [];
  let workflowIds: string[] = [];

  beforeAll(async () => {
    Runtime.install({ logger: silent });
    const { failureConverterPath } = dataConverter();
    bundle = await bundleWorkflowCode({
      workflowsPath: workflowsPath(),
      logger: silent,
      ...(failureConverterPath ? { failureConverterPath } : {}),
    });
    connection = await connectWorker();
  });

  async function startWorker(
    activities: Partial<JourneyActivities & CampaignActivities>,
    options: Partial<WorkerOptions> = {},
  ): Promise<TestWorker> {
    const worker = await createWorker({
      connection,
      activities: activities as JourneyActivities,
      options: { workflowBundle: bundle, shutdownGraceTime: 0, ...options },
    });
    const running = worker.run();
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= Promise.resolve(worker.shutdown()).then(() => running);
      return stopped;
    };
    workers.push({ stop });
    return { stop };
  }

  async function startJourney(input: Omit<JourneyInput, "workspaceId">): Promise<WorkflowHandle> {
    const workflowId = `journey-test-${randomUUID()}`;
    return temporalClient().workflow.start(JOURNEY_WORKFLOW, {
      taskQueue: taskQueue(),
      workflowId: watch(workflowId),
      args: [{ workspaceId: randomUUID(), ...input }],
    });
  }

  /** Has the history of a workflow replayed after the test. */
  function watch(workflowId: string): string {
    workflowIds.push(workflowId);
    return workflowId;
  }

  afterEach(async () => {
    for (const worker of workers) await worker.stop();
    workers = [];
    const ids = workflowIds;
    workflowIds = [];
    for (const id of new Set(ids)) await replay(id, bundle.code);
  }, 60_000);

  afterAll(async () => {
    await connection?.close();
    await closeTemporal();
  });

  return { startWorker, startJourney, watch };
}

/** Replays the newest execution of a workflow; throws when the code would not do the same again. */
async function replay(workflowId: string, code: string): Promise<void> {
  const handle = temporalClient().workflow.getHandle(workflowId);
  try {
    const history = await handle.fetchHistory();
    await Worker.runReplayHistory(
      { workflowBundle: { code }, dataConverter: dataConverter() },
      history,
      workflowId,
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** A test may make runs that nobody starts. Fetching a history answers with the bare error of gRPC. */
function isNotFound(error: unknown): boolean {
  return (
    error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === GRPC_NOT_FOUND)
  );
}
