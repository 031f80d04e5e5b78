import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import type { JourneySettings } from "#core/journey/settings.ts";
import { cohortWorkflowId } from "#core/journey/wake.ts";
import { type CohortContact, createCohort } from "#server/journeys/create-cohort.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { signalRun } from "#server/journeys/signal-run.ts";
import { startCohort } from "#server/journeys/start-cohort.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

/** A journey that waits, or ends at once. */
const waits = (name: string, duration = "PT1H") =>
  drawn(
    name,
    {
      start: { type: "trigger.event", config: { event: "never" } },
      wait: { type: "wait", config: { for: duration } },
    },
    [["start", "next", "wait"]],
  );

async function makeContacts(count: number): Promise<string[]> {
  const workspaceId = engine.workspace.id;
  const ids = Array.from({ length: count }, () => uuidv7());
  await transact(engine.workspace.actor, (tx) =>
    tx.contact.createMany({ data: ids.map((id) => ({ id, workspaceId })) }),
  );
  return ids;
}

async function cohortOf(
  journeyId: string,
  contacts: CohortContact[],
  {
    reentry = "afterExit",
    source = "test",
    cohortId = uuidv7(),
  }: {
    reentry?: JourneySettings["reentry"];
    source?: string;
    cohortId?: string;
  } = {},
) {
  engine.watch(cohortWorkflowId(cohortId));
  return transact(engine.workspace.actor, async (tx) => {
    const { id: versionId, planHash } = await tx.journeyVersion.findFirstOrThrow({ where: { journeyId } });
    const journey = { journeyId, versionId, planHash, triggerNodeId: "start", reentry };
    return createCohort(tx, { workspaceId: engine.workspace.id, cohortId, source, ...journey }, contacts);
  });
}

const each = (contactIds: string[]) => contactIds.map((contactId) => ({ contactId }));

describe("a cohort is made", () => {
  test("of 200 contacts in one workflow, which the relay starts", async () => {
    await engine.start();
    const journeyId = await engine.publish(waits("Two hundred", "PT1S"));
    const { workflowId, runIds, refused } = await cohortOf(journeyId, each(await makeContacts(200)));
    expect([runIds.length, refused]).toEqual([200, []]);
    await eventually(async () => {
      const runs = await engine.runs(journeyId);
      expect(runs.filter(({ status }) => status === "completed")).toHaveLength(200);
      expect(new Set(runs.map((run) => run.workflowId))).toEqual(new Set([workflowId]));
    });
  });

  test("once, however often it is asked for, also over another boundary", async () => {
    const journeyId = await engine.publish(waits("Once"));
    const contacts = await makeContacts(6);
    const cohortId = uuidv7();
    const first = await cohortOf(journeyId, each(contacts.slice(0, 4)), { cohortId });
    const again = await cohortOf(journeyId, each(contacts.slice(0, 4)), { cohortId });
    const shifted = await cohortOf(journeyId, each(contacts.slice(2)));
    expect(again).toEqual(first);
    expect(shifted.runIds.slice(0, 2)).toEqual(first.runIds.slice(2));
    expect(shifted.refused).toEqual([]);
    expect(await engine.runs(journeyId)).toHaveLength(6);
    const starts = await transact(engine.workspace.actor, (tx) =>
      tx.outboxEntry.count({ where: { topic: "cohort.start", orderingKey: cohortId } }),
    );
    expect(starts).toBe(1);
  });

  test("once, when two ask for it at one moment where anybody may enter", async () => {
    const journeyId = await engine.publish(waits("Race"));
    const contacts = each(await makeContacts(50));
    const made = await Promise.all(
      [1, 2, 3].map(() => cohortOf(journeyId, contacts, { reentry: "always", source: "race" })),
    );
    for (const { refused, runIds } of made) expect([refused, runIds.length]).toEqual([[], 50]);
    expect(await engine.runs(journeyId)).toHaveLength(50);
  });

  test("without those whom the re-entry rule keeps out, each with its reason", async () => {
    const journeyId = await engine.publish(waits("Refused"));
    const [inside = "", left = "", fresh = "", erased = ""] = await makeContacts(4);
    const { runIds } = await cohortOf(journeyId, each([inside, left]), { source: "before" });
    const now = new Date();
    await transact(engine.workspace.actor, async (tx) => {
      await tx.run.update({ where: { id: runIds[1] ?? "" }, data: { status: "completed", endedAt: now } });
      await tx.contact.update({ where: { id: erased }, data: { erasedAt: now } });
    });
    const after = await cohortOf(journeyId, each([inside, left, fresh, erased]), { source: "after" });
    expect(after.runIds).toHaveLength(2);
    expect(after.refused).toEqual([
      { contactId: inside, reason: "The contact is in this journey already." },
      { contactId: erased, reason: "The contact was erased or merged into another." },
    ]);
    const once = await cohortOf(journeyId, each([left]), { source: "once", reentry: "once" });
    expect(once.refused).toEqual([
      { contactId: left, reason: "Each contact goes through this journey once." },
    ]);
  });

  test("with one run for each concurrency key", async () => {
    const journeyId = await engine.publish(waits("One of a family"));
    const [parent = "", child = ""] = await makeContacts(2);
    const family = [parent, child].map((contactId) => ({ contactId, concurrencyKey: "family" }));
    const { runIds, refused } = await cohortOf(journeyId, family);
    expect(runIds).toHaveLength(1);
    expect(refused.map(({ contactId }) => contactId)).toEqual([child]);
  });

  test("beside a single start of the same contact, which then finds it there", async () => {
    const journeyId = await engine.publish(waits("Beside"));
    const [contactId = ""] = await makeContacts(1);
    const version = await transact(engine.workspace.actor, (tx) =>
      tx.journeyVersion.findFirstOrThrow({ where: { journeyId } }),
    );
    const single = transact(engine.workspace.actor, (tx) =>
      createRun(tx, {
        workspaceId: engine.workspace.id,
        journeyId,
        versionId: version.id,
        planHash: version.planHash,
        triggerNodeId: "start",
        contactId,
        conversationId: null,
        startKey: `single:${contactId}`,
        concurrencyKey: contactId,
        reentry: "afterExit",
        isTest: false,
      }),
    );
    const [one, cohort] = await Promise.all([single, cohortOf(journeyId, each([contactId]))]);
    const entered = (one.kind === "created" ? 1 : 0) + cohort.runIds.length;
    expect(entered).toBe(1);
  });
});

test("an event for a run whose cohort is not started yet starts it and is not lost", async () => {
  await engine.startWithoutRelay();
  const journeyId = await engine.publish(waits("Told early"));
  const { runIds, workflowId } = await cohortOf(journeyId, each(await makeContacts(3)));
  const [runId = ""] = runIds;
  const told = await signalRun(engine.workspace.id, runId, {
    kind: "control",
    id: uuidv7(),
    at: Date.now(),
    action: "stop",
  });
  expect(told).toBe(true);
  await startCohort(engine.workspace.id, workflowId);
  await eventually(async () => {
    const runs = await engine.runs(journeyId);
    const status = Object.fromEntries(runs.map((run) => [run.id, run.status]));
    expect(Object.values(status).sort()).toEqual(["stopped", "waiting", "waiting"]);
    expect(status[runId]).toBe("stopped");
  });
});
