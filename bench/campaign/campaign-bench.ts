import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkflowHandle } from "@temporalio/client";
import { type Bench, type BenchOptions, type Figure, median } from "#bench/bench.ts";
import { campaignDocument, makeCampaign, PATIENCE } from "#bench/campaign/scene.ts";
import { type MeasuredWorker, startMeasuredWorker } from "#bench/engine/measured-worker.ts";
import { type Provider, startProvider } from "#bench/engine/provider.ts";
import { type Customer, makeCustomers, type Scene, setScene, storeAnswer } from "#bench/engine/scene.ts";
import { startServices } from "#bench/engine/services.ts";
import { campaignWorkflowId } from "#core/campaigns/campaign.ts";
import { systemActor } from "#server/access/actor.ts";
import { launchCampaign } from "#server/campaigns/launch-campaign.ts";
import { signalWorkflow } from "#server/journeys/run-workflows.ts";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { closeTemporal, taskQueue, temporalClient } from "#server/platform/temporal.ts";

type Variant = "campaign" | "single";

interface Round {
  recipientsPerSecond: number;
  cpuPerRecipient: number;
  eventsPerRecipient: number;
  bytesPerRecipient: number;
  replied: number;
}

interface World {
  scene: Scene;
  provider: Provider;
  worker: MeasuredWorker;
}

/** Recipients of a round. The product needs many for a round that is long beside its start, the baseline few. */
const SIZES = { campaign: { full: 6_000, quick: 2_000 }, single: { full: 300, quick: 100 } };
const STARTS_AT_ONCE = 100;

export const campaignBench: Bench = {
  name: "campaign",
  measures: "a 3-step campaign, 10 % answering, against one hand-written workflow for each recipient",
  run: measure,
};

async function measure(options: BenchOptions): Promise<Figure[]> {
  const { quick, tell } = options;
  const services = await startServices(options);
  const provider = await startProvider();
  const worker = await startMeasuredWorker(provider.url, {
    workflows: "bench/campaign/hand-written.ts",
    relay: true,
  });
  const rounds: Record<Variant, Round[]> = { campaign: [], single: [] };
  try {
    const world = { scene: await setScene(campaignDocument), provider, worker };
    await runRound(world, "campaign", 1_000);
    await runRound(world, "single", 50);
    await services.analyse();
    for (let round = 1; round <= (quick ? 2 : 5); round++) {
      // Each goes first in turn, so that neither has the warmer machine.
      const order: Variant[] = round % 2 === 0 ? ["campaign", "single"] : ["single", "campaign"];
      for (const variant of order) {
        const result = await runRound(world, variant, SIZES[variant][quick ? "quick" : "full"]);
        rounds[variant].push(result);
        tell(
          `round ${round} ${variant.padEnd(8)} ${result.recipientsPerSecond.toFixed(1)} recipients/s, ` +
            `${result.cpuPerRecipient.toFixed(2)} ms CPU, ${result.eventsPerRecipient.toFixed(2)} events and ` +
            `${result.bytesPerRecipient.toFixed(0)} bytes each, ${(result.replied * 100).toFixed(1)} % replied in time`,
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
  const run = variant === "campaign" ? runCampaign : runSingles;
  const texts = new Map<string, number>();
  const customers = new Map<string, Customer>();
  let answer: (customer: Customer) => Promise<void> = async () => undefined;
  world.provider.onAccepted = ({ to, text }) => {
    texts.set(text, (texts.get(text) ?? 0) + 1);
    const customer = customers.get(to);
    if (text === "offer" && customer) void answer(customer);
  };
  const { cpu, seconds, handles } = await run(world, count, (all, reply) => {
    // Every tenth answers as soon as the provider has the offer.
    for (const [index, customer] of all.entries()) {
      if (index % 10 === 0) customers.set(customer.contactId, customer);
    }
    answer = reply;
  });
  const second = (texts.get("thanks") ?? 0) + (texts.get("reminder") ?? 0);
  if (texts.get("offer") !== count || second !== count) {
    throw new Error(`${variant}: ${texts.get("offer")} offers and ${second} answers for ${count} recipients`);
  }
  const histories = await Promise.all(handles.map((handle) => handle.describe()));
  const sum = (read: (description: (typeof histories)[number]) => number) =>
    histories.reduce((total, description) => total + read(description), 0);
  return {
    recipientsPerSecond: count / (seconds - PATIENCE / 1_000),
    cpuPerRecipient: cpu / count,
    eventsPerRecipient: sum(({ historyLength }) => historyLength) / count,
    bytesPerRecipient: sum(({ historySize }) => historySize ?? 0) / count,
    replied: (texts.get("thanks") ?? 0) / count,
  };
}

interface Ran {
  /** Milliseconds of the worker's processor. */
  cpu: number;
  seconds: number;
  handles: WorkflowHandle[];
}

type Prepare = (customers: Customer[], reply: (customer: Customer) => Promise<void>) => void;

/** The product: the campaign is launched, its worker does everything else. */
async function runCampaign({ scene, worker }: World, count: number, prepare: Prepare): Promise<Ran> {
  const { workspaceId } = scene;
  const { campaignId, customers } = await makeCampaign(scene, count);
  prepare(customers, async (customer) => {
    const { id, at } = await storeAnswer(scene, customer);
    const { contactId } = customer;
    const run = await transact({ workspaceId }, (tx) =>
      tx.run.findFirst({ where: { campaignId, contactId } }),
    );
    if (run?.workflowId) await signalWorkflow(run.workflowId, run.id, { kind: "message", id, at });
  });
  const cpuBefore = await worker.cpu();
  const started = performance.now();
  await launchCampaign(systemActor(workspaceId, "bench"), campaignId, count);
  await untilEnded(workspaceId, campaignId, count);
  const seconds = (performance.now() - started) / 1_000;
  const cpu = (await worker.cpu()) - cpuBefore;
  const cohorts = await transact({ workspaceId }, (tx) =>
    tx.run.findMany({ where: { campaignId }, distinct: ["workflowId"], select: { workflowId: true } }),
  );
  const ids = [campaignWorkflowId(campaignId), ...cohorts.map(({ workflowId }) => workflowId ?? "")];
  const handles = ids.map((id) => temporalClient().workflow.getHandle(id));
  await Promise.all(handles.map((handle) => handle.result()));
  return { cpu, seconds, handles };
}

async function untilEnded(workspaceId: string, campaignId: string, count: number): Promise<void> {
  for (;;) {
    const ended = await transact({ workspaceId }, (tx) =>
      tx.run.count({ where: { campaignId, endedAt: { not: null } } }),
    );
    if (ended === count) return;
    await delay(100);
  }
}

/** The baseline: a workflow for each recipient, started by a client that keeps a hundred starts under way. */
async function runSingles({ scene, worker }: World, count: number, prepare: Prepare): Promise<Ran> {
  const { workflow } = temporalClient();
  const customers = await makeCustomers(scene, count);
  const idOf = ({ contactId }: Customer) => `recipient-${contactId}`;
  prepare(customers, async (customer) => {
    const { id } = await storeAnswer(scene, customer);
    await workflow.getHandle(idOf(customer)).signal("answered", { messageId: id });
  });
  const cpuBefore = await worker.cpu();
  const started = performance.now();
  const handles: WorkflowHandle[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < customers.length; index = next++) {
      const customer = customers[index] as Customer;
      const args = [{ runId: randomUUID(), to: customer.contactId, waitFor: PATIENCE }];
      const workflowId = idOf(customer);
      handles.push(await workflow.start("recipient", { taskQueue: taskQueue(), workflowId, args }));
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, lane));
  await Promise.all(handles.map((handle) => handle.result()));
  const seconds = (performance.now() - started) / 1_000;
  return { cpu: (await worker.cpu()) - cpuBefore, seconds, handles };
}

function figuresOf(rounds: Record<Variant, Round[]>): Figure[] {
  const of = (variant: Variant, key: keyof Round) => median(rounds[variant].map((round) => round[key]));
  const ratios = rounds.campaign.map(
    (round, index) => round.recipientsPerSecond / (rounds.single[index]?.recipientsPerSecond ?? 0),
  );
  const ratio = median(ratios);
  const baseline = "one workflow each";
  const both = (name: string, key: keyof Round, unit: string): Figure[] => [
    {
      name,
      value: of("campaign", key),
      unit,
      baseline,
      ratio: of("campaign", key) / of("single", key),
      ok: true,
    },
    { name: `${name}, ${baseline}`, value: of("single", key), unit, ok: true },
  ];
  return [
    {
      name: "recipients",
      value: of("campaign", "recipientsPerSecond"),
      unit: "/s",
      baseline,
      ratio,
      spread: [Math.min(...ratios), Math.max(...ratios)],
      reach: "≥ 50",
      ok: ratio >= 50,
    },
    { name: `recipients, ${baseline}`, value: of("single", "recipientsPerSecond"), unit: "/s", ok: true },
    ...both("CPU of the worker a recipient", "cpuPerRecipient", "ms"),
    ...both("history events a recipient", "eventsPerRecipient", "events"),
    ...both("history a recipient", "bytesPerRecipient", "bytes"),
  ];
}
