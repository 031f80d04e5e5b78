import { randomUUID } from "node:crypto";
import { type WorkflowHandle, WorkflowUpdateFailedError } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { describe, expect, test } from "vitest";
import {
  CAMPAIGN_WORKFLOW,
  type CampaignActivities,
  type CampaignInput,
  type CampaignOrder,
  type CampaignStatus,
  campaignWorkflowId,
  STEER_UPDATE,
} from "#core/campaigns/campaign.ts";
import { UNAVAILABLE } from "#core/journey/wake.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";
import { temporalForTests } from "#tests/integration/engine/temporal-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const { startWorker, watch } = temporalForTests();

const STATUS = { pause: "paused", resume: "launching", cancel: "cancelled" } as const;

/** Activities over so many recipients, which keep when each batch went and what was ordered. */
function campaignOf(recipients: number, before: (batch: number) => void | Promise<void> = () => undefined) {
  const batches: { batch: number; at: number; started: number }[] = [];
  const orders: CampaignOrder[] = [];
  let left = recipients;
  const activities: CampaignActivities = {
    listRecipients: async () => true,
    launchBatch: async ({ batch, size }) => {
      await before(batch);
      const started = Math.min(size, left);
      left -= started;
      batches.push({ batch, at: Date.now(), started });
      return { started, state: left === 0 ? "done" : "going" };
    },
    steerCampaign: async ({ order }): Promise<CampaignStatus> => {
      orders.push(order);
      return STATUS[order.action];
    },
  };
  return { activities, batches, orders, left: () => left };
}

function startCampaign(input: Partial<CampaignInput> = {}): Promise<WorkflowHandle> {
  const campaignId = randomUUID();
  const args: CampaignInput = {
    workspaceId: randomUUID(),
    campaignId,
    startAt: 0,
    ratePerSecond: null,
    listed: false,
    batch: 0,
    nextAt: 0,
    paused: false,
    ...input,
  };
  const workflowId = watch(campaignWorkflowId(campaignId));
  return temporalClient().workflow.start(CAMPAIGN_WORKFLOW, {
    taskQueue: taskQueue(),
    workflowId,
    args: [args],
  });
}

/** Something to wait for that the test opens. Node 20 has no Promise.withResolvers. */
function gateForTest() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

const steer = (handle: WorkflowHandle, order: CampaignOrder) =>
  handle.executeUpdate<CampaignStatus, [CampaignOrder]>(STEER_UPDATE, { args: [order] });

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  return (error as WorkflowUpdateFailedError).cause?.message ?? "";
};

describe("the campaign workflow", () => {
  test("starts everybody in batches of 200 and ends", async () => {
    const work = campaignOf(450);
    await startWorker(work.activities);
    await (await startCampaign()).result();
    expect(work.batches.map(({ batch, started }) => [batch, started])).toEqual([
      [0, 200],
      [1, 200],
      [2, 50],
    ]);
  });

  test("keeps to its rate with a timer", async () => {
    const work = campaignOf(25);
    await startWorker(work.activities);
    await (await startCampaign({ ratePerSecond: 5 })).result();
    expect(work.batches.map(({ started }) => started)).toEqual([10, 10, 5]);
    const [first, second, third] = work.batches.map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(1_900);
    expect((third ?? 0) - (first ?? 0)).toBeGreaterThan(3_900);
  });

  test("begins when it is scheduled, and can be cancelled before", async () => {
    const work = campaignOf(10);
    await startWorker(work.activities);
    const at = Date.now() + 700;
    await (await startCampaign({ startAt: at })).result();
    expect(work.batches[0]?.at).toBeGreaterThanOrEqual(at);
    const never = await startCampaign({ startAt: Date.now() + 3_600_000 });
    expect(await steer(never, { action: "cancel", stopRuns: false })).toBe("cancelled");
    await never.result();
    expect(work.batches).toHaveLength(1);
  });

  test("starts nobody after a pause was answered, and goes on where it was", async () => {
    const gate = gateForTest();
    const work = campaignOf(1_000, (batch) => (batch === 1 ? gate.promise : undefined));
    await startWorker(work.activities);
    const handle = await startCampaign();
    await eventually(() => expect(work.batches).toHaveLength(1));
    const paused = steer(handle, { action: "pause", reason: "The call centre is full." });
    gate.resolve();
    expect(await paused).toBe("paused");
    const until = work.batches.length;
    expect(await refusalOf(steer(handle, { action: "pause" }))).toMatch(/paused already/);
    expect(work.batches).toHaveLength(until);
    expect(await steer(handle, { action: "resume" })).toBe("launching");
    await handle.result();
    expect(work.left()).toBe(0);
    expect(work.orders.map(({ action }) => action)).toEqual(["pause", "resume"]);
  });

  test("refuses to resume what is not paused, and any order once it has ended", async () => {
    const gate = gateForTest();
    const work = campaignOf(10, () => gate.promise);
    await startWorker(work.activities);
    const handle = await startCampaign();
    expect(await refusalOf(steer(handle, { action: "resume" }))).toMatch(/not paused/);
    const late = refusalOf(steer(handle, { action: "cancel", stopRuns: true }));
    gate.resolve();
    expect(await late).toMatch(/come to its end/);
    await handle.result();
  });

  test("continues as new under orders and forgets neither them nor its place", async () => {
    const work = campaignOf(4_000);
    await startWorker(work.activities);
    const handle = await startCampaign({ continueAfter: 30 });
    for (let turn = 0; turn < 4; turn++) {
      await steer(handle, { action: "pause" });
      await steer(handle, { action: "resume" });
    }
    await handle.result();
    expect(work.batches.map(({ batch }) => batch)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(work.orders).toHaveLength(8);
  });

  test("waits out an outage, and pauses with the reason when a batch cannot be started", async () => {
    const attempts: number[] = [];
    const work = campaignOf(400, (batch) => {
      attempts.push(batch);
      if (attempts.length === 1)
        throw ApplicationFailure.create({ type: UNAVAILABLE, message: "away", nonRetryable: true });
      if (batch === 1 && !attempts.slice(0, -1).includes(1))
        throw ApplicationFailure.nonRetryable("The trigger is gone.");
    });
    await startWorker(work.activities);
    const handle = await startCampaign();
    await eventually(() => expect(work.orders).toHaveLength(1));
    expect(work.orders[0]).toEqual({ action: "pause", reason: "It could not go on: The trigger is gone." });
    await steer(handle, { action: "resume" });
    await handle.result();
    expect(work.left()).toBe(0);
  });
});
