import { randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, test, vi } from "vitest";
import { campaignWorkflowId } from "#core/campaigns/campaign.ts";
import { createAudience } from "#server/audiences/audiences.ts";
import { readCampaignResults } from "#server/campaigns/campaign-results.ts";
import { completeCampaign } from "#server/campaigns/complete-campaign.ts";
import { launchBatch } from "#server/campaigns/launch-batch.ts";
import { launchCampaign } from "#server/campaigns/launch-campaign.ts";
import { listRecipients } from "#server/campaigns/list-recipients.ts";
import { getCampaign, listRecipientsOf } from "#server/campaigns/read-campaigns.ts";
import { controlCampaign } from "#server/campaigns/steer-campaign.ts";
import { createCampaign } from "#server/campaigns/write-campaigns.ts";
import { pauseJourney, resumeJourney } from "#server/journeys/change-journey.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { loadRun } from "#server/journeys/load-runs.ts";
import { saveStretch } from "#server/journeys/save-stretches.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { startWorkerProcess, type WorkerProcess } from "#tests/integration/engine/worker-process.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();
const workers: WorkerProcess[] = [];

afterEach(async () => {
  for (const worker of workers.splice(0)) if (worker.child.exitCode === null) await worker.kill();
});

async function startWorker(): Promise<WorkerProcess> {
  const worker = await startWorkerProcess();
  workers.push(worker);
  return worker;
}

/** A journey that counts who goes through it, and waits. */
const counting = (name: string, wait = "PT1S", settings: Record<string, unknown> = {}) =>
  drawn(
    name,
    {
      start: { type: "trigger.event", config: { event: "never" } },
      count: {
        type: "update",
        config: { changes: [{ path: "contact.attributes.times", op: "increment", value: 1 }] },
      },
      wait: { type: "wait", config: { for: wait } },
    },
    [
      ["start", "next", "count"],
      ["count", "next", "wait"],
    ],
    settings,
  );

/** People with a tag of their own, and a campaign for them, not yet launched. */
async function campaignFor(count: number, journeyId: string, more: { ratePerSecond?: number } = {}) {
  const { id: workspaceId, actor } = engine.workspace;
  const tag = `tag-${randomUUID()}`;
  const contactIds = Array.from({ length: count }, () => uuidv7());
  await transact(actor, (tx) =>
    tx.contact.createMany({ data: contactIds.map((id) => ({ id, workspaceId, tags: [tag] })) }),
  );
  const condition = { field: "contact.tags", op: "hasAny" as const, value: [tag] };
  const audience = await createAudience(actor, { name: tag, key: `a_${tag.replace(/\W/g, "_")}`, condition });
  const { id } = await createCampaign(actor, {
    name: tag,
    key: `c_${tag.replace(/\W/g, "_")}`,
    journey: journeyId,
    audience: audience.id,
    ...more,
  });
  engine.watch(campaignWorkflowId(id));
  return { id, contactIds, reference: { workspaceId, campaignId: id } };
}

const progress = async (id: string) => (await getCampaign(engine.workspace.actor, id)).progress;

async function untilStatus(id: string, status: string) {
  return eventually(async () => {
    const campaign = await getCampaign(engine.workspace.actor, id);
    if (campaign.status !== status)
      throw new Error(`The campaign is ${campaign.status} (${campaign.statusReason})`);
    return campaign;
  });
}

/** How often each contact has gone through the journey. */
async function times(contactIds: string[]): Promise<number[]> {
  const contacts = await transact(engine.workspace.actor, (tx) =>
    tx.contact.findMany({ where: { id: { in: contactIds } }, select: { attributes: true } }),
  );
  return contacts.map(({ attributes }) => (attributes as { times?: number }).times ?? 0);
}

/** Saves a run as one that has come to its end. */
async function endRun(workspaceId: string, runId: string, at: number): Promise<void> {
  const work = await loadRun(workspaceId, { runId, messages: [], happenings: [], controls: [] });
  if (!work) throw new Error("There is no such run");
  const { claim: _claim, ...run } = work.run;
  const ended = { at, reason: "It is over" };
  const state = { ...run.state, status: "completed" as const, position: null, ended };
  const plan = await loadPlan(workspaceId, run.planHash);
  const nothing = { transitions: [], taken: [], untaken: [] };
  expect(await saveStretch(workspaceId, { ...run, ...nothing, runId, state, plan })).toBe(true);
}

describe("a campaign", () => {
  test("takes everybody through once, and is complete when the last run is", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(counting("Everybody"));
    const { id, contactIds, reference } = await campaignFor(230, journeyId);
    await launchCampaign(actor, id, 230);
    const [gone = ""] = contactIds;
    await eventually(async () => expect((await progress(id)).started).toBeGreaterThan(0));
    // It is written down when it happens, and not when somebody looks.
    await eventually(async () => {
      const row = await transact(actor, (tx) => tx.campaign.findFirstOrThrow({ where: { id } }));
      expect(row.status).toBe("completed");
    }, 25);
    const done = await getCampaign(actor, id);
    expect(done.progress).toEqual({ listed: true, pending: 0, started: 230, skipped: 0, failed: 0 });
    expect(done.completedAt).not.toBeNull();
    expect(new Set(await times(contactIds))).toEqual(new Set([1]));
    const runs = await engine.runs(journeyId);
    expect(new Set(runs.map(({ workflowId }) => workflowId)).size).toBe(2);
    const results = await readCampaignResults(actor, id);
    expect(results).toMatchObject({ runs: { completed: 230 }, replied: 0, skipped: [] });
    const { data } = await listRecipientsOf(actor, id, { limit: 1 });
    expect(data).toMatchObject([{ contact: { id: gone }, status: "started" }]);
    // Whatever is asked for again now starts nobody, and its workflow waits for no order.
    expect(await launchBatch({ ...reference, batch: 0, size: 200 })).toEqual({ started: 0, state: "done" });
  });

  test("is complete although the end of its last run was saved after the look at those of the same moment", async () => {
    const { id: workspaceId, actor } = engine.workspace;
    const journeyId = await engine.publish(counting("Late", "PT1H"));
    const { id, reference } = await campaignFor(2, journeyId);
    await launchCampaign(actor, id, 2);
    await listRecipients(reference);
    await launchBatch({ ...reference, batch: 0, size: 200 });
    const looks = () =>
      transact(actor, (tx) =>
        tx.outboxEntry.count({ where: { orderingKey: `campaign:${id}`, status: "pending" } }),
      );
    const [first, last] = await engine.runs(journeyId);
    const at = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(at);
    try {
      await endRun(workspaceId, first?.id ?? "", at);
      await completeCampaign(workspaceId, id);
      expect(await looks()).toBe(0);
      await endRun(workspaceId, last?.id ?? "", at);
    } finally {
      clock.mockRestore();
    }
    expect(await looks()).toBe(1);
    await completeCampaign(workspaceId, id);
    expect((await getCampaign(actor, id)).status).toBe("completed");
  });

  test("starts nobody twice where listing and batches are repeated and overlap", async () => {
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(counting("Repeated", "PT1H"));
    const { id, contactIds, reference } = await campaignFor(250, journeyId);
    await transact(actor, (tx) =>
      tx.contact.update({ where: { id: contactIds[3] ?? "" }, data: { name: "Erased soon" } }),
    );
    await launchCampaign(actor, id, 250);
    await Promise.all([1, 2, 3].map(() => listRecipients(reference)));
    expect(await progress(id)).toMatchObject({ listed: true, pending: 250 });
    await transact(actor, (tx) =>
      tx.contact.update({ where: { id: contactIds[3] ?? "" }, data: { erasedAt: new Date() } }),
    );
    const first = await Promise.all([1, 2, 3].map(() => launchBatch({ ...reference, batch: 0, size: 200 })));
    expect(first.map(({ started }) => started).sort()).toEqual([0, 0, 199]);
    expect(await progress(id)).toMatchObject({ pending: 50, started: 199, skipped: 1 });
    expect(await launchBatch({ ...reference, batch: 1, size: 200 })).toEqual({ started: 50, state: "done" });
    // The same when its answer was lost.
    expect(await launchBatch({ ...reference, batch: 1, size: 200 })).toEqual({ started: 0, state: "done" });
    expect(await engine.runs(journeyId)).toHaveLength(249);
    const { skipped } = await readCampaignResults(actor, id);
    expect(skipped).toEqual([{ reason: "The contact was erased or merged into another.", count: 1 }]);
  });

  test("stays cancelled when that happens while a page is listed", async () => {
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(counting("Cancelled", "PT1H"));
    const { id, reference } = await campaignFor(5, journeyId);
    await launchCampaign(actor, id, 5);
    let listing: Promise<boolean> | undefined;
    await transact(actor, async (tx) => {
      await tx.campaign.update({ where: { id }, data: { status: "cancelled" } });
      listing = listRecipients(reference);
      // Asked from outside: a transaction sees the activity of others as it was when it first looked.
      await eventually(async () => {
        const [waiting] = await transact(
          actor,
          (other) => other.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE '%UPDATE%campaigns%'`,
        );
        expect(waiting?.count).toBeGreaterThan(0);
      });
    });
    expect(await listing).toBe(false);
    expect(await getCampaign(actor, id)).toMatchObject({
      status: "cancelled",
      progress: { listed: false, pending: 0 },
    });
  });

  test("takes one of those whom the journey's own key makes the same", async () => {
    const { actor } = engine.workspace;
    const concurrencyKey = "{{ contact.attributes.family }}";
    const journeyId = await engine.publish(counting("Families", "PT1H", { concurrencyKey }));
    const { id, contactIds, reference } = await campaignFor(3, journeyId);
    await transact(actor, (tx) =>
      tx.contact.updateMany({
        where: { id: { in: contactIds.slice(1) } },
        data: { attributes: { family: "Sousa" } },
      }),
    );
    await launchCampaign(actor, id, 3);
    await listRecipients(reference);
    await launchBatch({ ...reference, batch: 0, size: 200 });
    expect(await progress(id)).toMatchObject({ pending: 0, started: 2, skipped: 1 });
  });

  test("pauses with its journey, goes on, and cancelling can stop what is under way", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(counting("Under way", "PT1H"));
    const { id } = await campaignFor(40, journeyId, { ratePerSecond: 5 });
    await launchCampaign(actor, id, 40);
    await eventually(async () => expect((await progress(id)).started).toBeGreaterThan(0));
    await pauseJourney(actor, journeyId);
    const held = await untilStatus(id, "paused");
    expect(held.statusReason).toBe("The journey is paused. Resume the journey, then the campaign.");
    await resumeJourney(actor, journeyId);
    expect((await controlCampaign(actor, id, { action: "resume" })).status).toBe("launching");
    const paused = await controlCampaign(actor, id, { action: "pause", reason: "Lunch" });
    expect(paused).toMatchObject({ status: "paused", statusReason: "Lunch" });
    const before = await progress(id);
    const cancelled = await controlCampaign(actor, id, { action: "cancel", stopRuns: true });
    expect(cancelled.status).toBe("cancelled");
    expect(await progress(id)).toEqual(before);
    await eventually(async () => {
      const runs = await engine.runs(journeyId);
      expect(runs.filter(({ status }) => status === "stopped")).toHaveLength(before.started);
    });
  });
});

test("kill -9 of the worker in the middle of a campaign doubles and forgets nobody", async () => {
  const { actor } = engine.workspace;
  const journeyId = await engine.publish(counting("Interrupted"));
  const { id, contactIds } = await campaignFor(240, journeyId);
  const doomed = await startWorker();
  await launchCampaign(actor, id, 240);
  await eventually(async () => expect((await progress(id)).started).toBeGreaterThan(0), 5);
  await doomed.kill();
  await startWorker();
  const done = await untilStatus(id, "completed");
  expect(done.progress).toEqual({ listed: true, pending: 0, started: 240, skipped: 0, failed: 0 });
  expect(new Set(await times(contactIds))).toEqual(new Set([1]));
}, 200_000);
