import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type DataConverter,
  NativeConnection,
  TransportError,
  Worker,
  type WorkerOptions,
} from "@temporalio/worker";
import type { JourneyActivities } from "#core/journey/wake.ts";
import { environment } from "#server/platform/env.ts";
import { projectRoot } from "#server/platform/project-root.ts";
import { IDENTITY, payloadCodec, taskQueue } from "#server/platform/temporal.ts";

/** About one MB each; a run that rests longer than it stays here is replayed when it wakes. */
const CACHED_WORKFLOWS = 400;
const PATIENCE = 60_000;
const RETRY = 250;

export interface WorkerChoices {
  activities: JourneyActivities;
  /** Workflows bundled beforehand, as in production; else they are bundled from their sources now. */
  bundle?: string;
  connection?: NativeConnection;
  options?: Partial<WorkerOptions>;
}

/** A Temporal worker for journeys on this process's task queue, ready to run. */
export async function createWorker({
  activities,
  bundle,
  connection,
  options,
}: WorkerChoices): Promise<Worker> {
  const { TEMPORAL_NAMESPACE } = environment();
  return Worker.create({
    connection: connection ?? (await connectWorker()),
    namespace: TEMPORAL_NAMESPACE,
    taskQueue: taskQueue(),
    identity: `${IDENTITY}-${randomUUID().slice(0, 8)}`,
    activities,
    ...workflowSource(bundle),
    dataConverter: dataConverter(),
    maxCachedWorkflows: CACHED_WORKFLOWS,
    shutdownGraceTime: "10 seconds",
    shutdownForceTime: "20 seconds",
    ...options,
  });
}

/** Connects to Temporal, waiting up to a minute for one that is still starting. */
export async function connectWorker(): Promise<NativeConnection> {
  const { TEMPORAL_ADDRESS: address } = environment();
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      if (!(error instanceof TransportError) || Date.now() > deadline) throw error;
      await delay(RETRY);
    }
  }
}

/** Encrypts payloads, and the messages of failures with them. */
export function dataConverter(): DataConverter {
  return {
    payloadCodecs: [payloadCodec()],
    failureConverterPath: join(projectRoot(), "workflows", "failure-converter.cjs"),
  };
}

export function workflowsPath(): string {
  return join(projectRoot(), "workflows", "workflows.ts");
}

function workflowSource(bundle: string | undefined): Pick<WorkerOptions, "workflowBundle" | "workflowsPath"> {
  return bundle && existsSync(bundle)
    ? { workflowBundle: { codePath: bundle } }
    : { workflowsPath: workflowsPath() };
}
