import { randomUUID } from "node:crypto";
import type { WorkflowHandle } from "@temporalio/client";
import { median } from "#bench/bench.ts";
import type { MeasuredWorker } from "#bench/engine/measured-worker.ts";
import type { Provider } from "#bench/engine/provider.ts";
import { COLLECT, type Customer, makeCustomers, type Scene, storeAnswer, WAIT } from "#bench/engine/scene.ts";
import { singleWorkflowId } from "#core/journey/wake.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { signalWorkflow, startWorkflow } from "#server/journeys/run-workflows.ts";
import { transact } from "#server/platform/database.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";

/** The engine's own journey, and the hand-written workflows by what they call their activities with. */
export type Variant = "engine" | "plain" | "local";

export interface Round {
  runsPerSecond: number;
  /** Of all workers, in milliseconds. */
  cpuPerRun: number;
  eventsPerRun: number;
}

export interface World {
  scene: Scene;
  provider: Provider;
  workers: MeasuredWorker[];
}

/** Runs started and not yet ended, at most. */
const IN_FLIGHT = 100;
const HISTORIES = 5;

/** Takes so many customers through the journey, each message of it counted. */
export async function runRound(world: World, variant: Variant, count: number): Promise<Round> {
  const customers = await makeCustomers(world.scene, count);
  const answer = answering(world, variant, customers);
  const cpuBefore = await cpuOf(world);
  const messagesBefore = world.provider.count();
  const started = performance.now();
  const handles: WorkflowHandle[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < customers.length; index = next++) {
      const handle = await start(world.scene, variant, customers[index] as Customer, answer);
      handles.push(handle);
      await handle.result();
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, count) }, lane));
  const seconds = (performance.now() - started) / 1_000;
  const cpuPerRun = ((await cpuOf(world)) - cpuBefore) / count;
  const messages = world.provider.count() - messagesBefore;
  if (messages !== count * 5) throw new Error(`${variant}: ${messages} messages for ${count} runs`);
  const described = await Promise.all(handles.slice(0, HISTORIES).map((handle) => handle.describe()));
  return {
    runsPerSecond: count / seconds,
    cpuPerRun,
    eventsPerRun: median(described.map(({ historyLength }) => historyLength)),
  };
}

async function cpuOf({ workers }: World): Promise<number> {
  const all = await Promise.all(workers.map((worker) => worker.cpu()));
  return all.reduce((sum, each) => sum + each, 0);
}

/** Answers the question as soon as the provider has it: stores the message, then tells the workflow. */
function answering({ scene, provider }: World, variant: Variant, customers: Customer[]): Map<string, string> {
  const workflowIds = new Map<string, string>();
  const byContact = new Map(customers.map((customer) => [customer.contactId, customer]));
  provider.onAccepted = ({ to, text }) => {
    const customer = byContact.get(to);
    const workflowId = workflowIds.get(to);
    if (text !== "three" || !customer || !workflowId) return;
    void storeAnswer(scene, customer).then(async ({ id, at }) => {
      if (variant === "engine") {
        await signalWorkflow(workflowId, workflowId.slice("journey-".length), { kind: "message", id, at });
      } else await temporalClient().workflow.getHandle(workflowId).signal("answered", { messageId: id });
    });
  };
  return workflowIds;
}

async function start(
  scene: Scene,
  variant: Variant,
  customer: Customer,
  workflowIds: Map<string, string>,
): Promise<WorkflowHandle> {
  const { workflow } = temporalClient();
  if (variant !== "engine") {
    const workflowId = `${variant}-${randomUUID()}`;
    workflowIds.set(customer.contactId, workflowId);
    const input = { runId: randomUUID(), to: customer.contactId, waitFor: WAIT, collectFor: COLLECT };
    const type = variant === "plain" ? "plainActivities" : "localActivities";
    return workflow.start(type, { taskQueue: taskQueue(), workflowId, args: [input] });
  }
  const { workspaceId, journeyId, versionId, planHash } = scene;
  const created = await transact({ workspaceId }, (tx) =>
    createRun(tx, {
      workspaceId,
      journeyId,
      versionId,
      planHash,
      triggerNodeId: "start",
      contactId: customer.contactId,
      conversationId: customer.conversationId,
      startKey: `bench:${customer.contactId}`,
      concurrencyKey: customer.contactId,
      reentry: "always",
      isTest: false,
    }),
  );
  if (created.kind === "refused") throw new Error(created.reason);
  const workflowId = singleWorkflowId(created.runId);
  workflowIds.set(customer.contactId, workflowId);
  await startWorkflow(workspaceId, created.runId);
  return workflow.getHandle(workflowId);
}
