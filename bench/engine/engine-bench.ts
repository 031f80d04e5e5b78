import { randomUUID } from "node:crypto";
import type { WorkflowHandle } from "@temporalio/client";
import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { type MeasuredWorker, startMeasuredWorker } from "#bench/engine/measured-worker.ts";
import { type Provider, startProvider } from "#bench/engine/provider.ts";
import {
  COLLECT,
  type Customer,
  makeCustomers,
  type Scene,
  setScene,
  storeAnswer,
  WAIT,
} from "#bench/engine/scene.ts";
import { startServices } from "#bench/engine/services.ts";
import { singleWorkflowId } from "#core/journey/wake.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { signalWorkflow, startWorkflow } from "#server/journeys/run-workflows.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { closeTemporal, taskQueue, temporalClient } from "#server/platform/temporal.ts";

const VARIANTS = ["engine", "plain", "local"] as const;
type Variant = (typeof VARIANTS)[number];

interface Round {
  runsPerSecond: number;
  cpuPerRun: number;
  eventsPerRun: number;
}

interface World {
  scene: Scene;
  provider: Provider;
  worker: MeasuredWorker;
}

/** Runs started and not yet ended, at most. */
const IN_FLIGHT = 100;
const HISTORIES = 5;

export const engineBench: Bench = {
  name: "engine",
  measures: "single triggered runs (5 effects, a timer, a signal) against hand-written workflows",
  run: measure,
};

async function measure(options: BenchOptions): Promise<Figure[]> {
  const { quick, tell } = options;
  const services = await startServices(options);
  const provider = await startProvider();
  const worker = await startMeasuredWorker(provider.url);
  const rounds: Record<Variant, Round[]> = { engine: [], plain: [], local: [] };
  try {
    const world = { scene: await setScene(), provider, worker };
    const count = quick ? 60 : 300;
    for (const variant of VARIANTS) await runRound(world, variant, 30);
    await services.analyse();
    for (let round = 1; round <= (quick ? 2 : 5); round++) {
      // Each variant goes first in turn, so that none has the warmer machine.
      for (let turn = 0; turn < VARIANTS.length; turn++) {
        const variant = VARIANTS[(turn + round) % VARIANTS.length] as Variant;
        const result = await runRound(world, variant, count);
        rounds[variant].push(result);
        tell(
          `round ${round} ${variant.padEnd(6)} ${result.runsPerSecond.toFixed(1)} runs/s, ` +
            `${result.cpuPerRun.toFixed(1)} ms CPU and ${result.eventsPerRun} events a run`,
        );
      }
    }
  } finally {
    await worker.stop();
    provider.close();
    await closeTemporal();
    await closeWorkspaceRows();
    await closeDatabase();
    await services.stop();
  }
  return figuresOf(rounds);
}

async function runRound(world: World, variant: Variant, count: number): Promise<Round> {
  const customers = await makeCustomers(world.scene, count);
  const answer = answering(world, variant, customers);
  const cpuBefore = await world.worker.cpu();
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
  const cpuPerRun = ((await world.worker.cpu()) - cpuBefore) / count;
  const messages = world.provider.count() - messagesBefore;
  if (messages !== count * 5) throw new Error(`${variant}: ${messages} messages for ${count} runs`);
  const described = await Promise.all(handles.slice(0, HISTORIES).map((handle) => handle.describe()));
  return {
    runsPerSecond: count / seconds,
    cpuPerRun,
    eventsPerRun: median(described.map(({ historyLength }) => historyLength)),
  };
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

function figuresOf(rounds: Record<Variant, Round[]>): Figure[] {
  const of = (variant: Variant, key: keyof Round) => median(rounds[variant].map((round) => round[key]));
  const against = (other: Variant, baseline: string, reach: number): Figure => {
    const ratios = rounds.engine.map(
      (round, index) => round.runsPerSecond / (rounds[other][index]?.runsPerSecond ?? 0),
    );
    const ratio = median(ratios);
    const spread: [number, number] = [Math.min(...ratios), Math.max(...ratios)];
    const value = of("engine", "runsPerSecond");
    return {
      name: `runs against ${baseline}`,
      value,
      unit: "runs/s",
      baseline,
      ratio,
      spread,
      reach: `≥ ${reach}`,
      ok: ratio >= reach,
    };
  };
  const events = of("engine", "eventsPerRun");
  return [
    against("plain", "(a) plain activities", 1.8),
    against("local", "(b) local activities", 1),
    { name: "(a) plain activities", value: of("plain", "runsPerSecond"), unit: "runs/s", ok: true },
    { name: "(b) local activities", value: of("local", "runsPerSecond"), unit: "runs/s", ok: true },
    {
      name: "history events a run",
      value: events,
      unit: "events",
      baseline: "(b) local activities",
      ratio: events / of("local", "eventsPerRun"),
      reach: "≤ (b)",
      ok: events <= of("local", "eventsPerRun"),
    },
    { name: "history events a run, (a)", value: of("plain", "eventsPerRun"), unit: "events", ok: true },
    { name: "history events a run, (b)", value: of("local", "eventsPerRun"), unit: "events", ok: true },
    { name: "CPU of the worker a run", value: of("engine", "cpuPerRun"), unit: "ms", ok: true },
    { name: "CPU of the worker a run, (a)", value: of("plain", "cpuPerRun"), unit: "ms", ok: true },
    { name: "CPU of the worker a run, (b)", value: of("local", "cpuPerRun"), unit: "ms", ok: true },
  ];
}
