import { randomUUID } from "node:crypto";
import { isGrpcServiceError, type WorkflowHandle, WorkflowNotFoundError } from "@temporalio/client";
import { type NativeConnection, Runtime, Worker, type WorkerOptions } from "@temporalio/worker";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import type { CampaignActivities } from "#core/campaigns/campaign.ts";
import { JOURNEY_WORKFLOW, type JourneyActivities, type JourneyInput } from "#core/journey/wake.ts";
import { connectWorker, createWorker, dataConverter } from "#server/platform/create-worker.ts";
import { closeTemporal, taskQueue, temporalClient } from "#server/platform/temporal.ts";

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, log() {} };

const GRPC_NOT_FOUND = 5;

export interface TestWorker {
  stop(): Promise<void>;
}

/**
 * Temporal for the tests of one file: workers with any activities, and at the end every history that its
 * workflows left is replayed against the workflow code of now.
 */
export function temporalForTests() {
  let connection: NativeConnection;
  let workers: TestWorker[] = [];
  const workflowIds: string[] = [];

  beforeAll(async () => {
    Runtime.install({ logger: silent });
    connection = await connectWorker();
  });

  async function startWorker(
    activities: Partial<JourneyActivities & CampaignActivities>,
    options: Partial<WorkerOptions> = {},
  ): Promise<TestWorker> {
    const worker = await createWorker({
      connection,
      activities: activities as JourneyActivities,
      bundle: inject("services").workflowBundle,
      options: { shutdownGraceTime: 0, ...options },
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
  }, 60_000);

  afterAll(async () => {
    await replayAll(new Set(workflowIds));
    await connection?.close();
    await closeTemporal();
  }, 120_000);

  return { startWorker, startJourney, watch };
}

/** Replays the newest execution of each workflow; throws where the code would not do the same again. */
async function replayAll(workflowIds: Iterable<string>): Promise<void> {
  const options = {
    workflowBundle: { codePath: inject("services").workflowBundle },
    dataConverter: dataConverter(),
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, historiesOf(workflowIds))) {
    if (error) throw new Error(`${workflowId} would not do the same again`, { cause: error });
  }
}

async function* historiesOf(workflowIds: Iterable<string>) {
  for (const workflowId of workflowIds) {
    try {
      yield { workflowId, history: await temporalClient().workflow.getHandle(workflowId).fetchHistory() };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

/** A test may make runs that nobody starts. Fetching a history answers with the bare error of gRPC. */
function isNotFound(error: unknown): boolean {
  return (
    error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && error.code === GRPC_NOT_FOUND)
  );
}
