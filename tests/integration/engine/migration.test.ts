import { describe, expect, test } from "vitest";
import { controlRunsSchema } from "#core/api/run-operations.ts";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import {
  listVersions,
  pauseJourney,
  resumeJourney,
  rollbackJourney,
} from "#server/journeys/change-journey.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { controlRuns } from "#server/journeys/control-runs.ts";
import { addStragglers } from "#server/journeys/create-operation.ts";
import { getJourney } from "#server/journeys/get-journey.ts";
import { listRunSteps } from "#server/journeys/get-run.ts";
import { moveRun } from "#server/journeys/move-runs.ts";
import { type PublishOptions, previewPublish, publishJourney } from "#server/journeys/publish-journey.ts";
import { saveDraft } from "#server/journeys/save-draft.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { finished, startMany, statusesOf } from "#tests/integration/engine/many-runs.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

type Nodes = Parameters<typeof drawn>[1];

const start = { type: "trigger.event", config: { event: "never" } };
const tag = (value: string) => ({
  type: "update",
  config: { changes: [{ path: "contact.tags", op: "add", value }] },
});

/** start → wait → tagged with the version's name. */
const waits = (duration: string, name: string, id = "wait") =>
  drawn("Moves", { start, [id]: { type: "wait", config: { for: duration } }, tag: tag(name) } as Nodes, [
    ["start", "next", id],
    [id, "next", "tag"],
  ]);

async function publishNext(journeyId: string, document: ReturnType<typeof drawn>, options: PublishOptions) {
  const { actor } = engine.workspace;
  const { key } = await getJourney(actor, journeyId);
  await saveDraft(actor, journeyId, journeyDocumentSchema.parse({ ...document, key }), {});
  return publishJourney(actor, journeyId, options);
}

const rowsOf = (runIds: string[]) =>
  transact(engine.workspace.actor, (tx) =>
    tx.run.findMany({
      where: { id: { in: runIds } },
      include: { version: { select: { number: true } }, contact: { select: { tags: true } } },
    }),
  );

function allAre(runIds: string[], statuses: Record<string, number>) {
  return eventually(async () => expect(await statusesOf(engine.workspace.actor, runIds)).toEqual(statuses));
}

describe("publishing with migrate", () => {
  test("moves a cohort and a single run where they rest, and the new version says how they go on", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = [
      ...(await startMany(actor, journeyId, 40, { cohort: true })),
      ...(await startMany(actor, journeyId, 2)),
    ];
    await allAre(runIds, { waiting: 42 });
    const published = await publishNext(journeyId, waits("PT1S", "new"), { strategy: "migrate" });
    expect(published).toMatchObject({
      version: 2,
      waiting: { wait: 42 },
      operation: { total: 42, toVersion: 2 },
    });
    expect(await finished(actor, published.operation?.id ?? "")).toMatchObject({ done: 42, failed: 0 });
    await allAre(runIds, { completed: 42 });
    const rows = await rowsOf(runIds);
    expect(
      rows.every(({ version, planHash }) => version.number === 2 && planHash === published.planHash),
    ).toBe(true);
    expect(rows.every(({ contact }) => contact.tags.join() === "new")).toBe(true);
    const steps = await listRunSteps(actor, runIds[0] ?? "");
    const lines = steps.flatMap(({ trail }) => trail);
    expect(lines.filter(({ kind }) => kind === "migrated").map(({ why }) => why)).toEqual([
      "Moved from version 1 to version 2",
    ]);
    const logged = await transact(actor, (tx) =>
      tx.event.count({ where: { type: "run.migrated", runId: { in: runIds } } }),
    );
    expect(logged).toBe(42);
  });

  test("takes nobody along who enters an earlier version after that was made live again", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    await allAre(await startMany(actor, journeyId, 1), { waiting: 1 });
    const { operation } = await publishNext(journeyId, waits("P20D", "new"), { strategy: "migrate" });
    await finished(actor, operation?.id ?? "");
    const stragglers = () =>
      transact(actor, async (tx) =>
        addStragglers(tx, await tx.runOperation.findUniqueOrThrow({ where: { id: operation?.id ?? "" } })),
      );
    await rollbackJourney(actor, journeyId);
    await allAre(await startMany(actor, journeyId, 1), { waiting: 1 });
    expect(await stragglers()).toBe(0);
  });

  test("refuses while runs stand at a step that is gone, and then sends them where the map says", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = await startMany(actor, journeyId, 3, { cohort: true });
    await allAre(runIds, { waiting: 3 });
    const next = waits("P1D", "new", "pause");
    const { key } = await getJourney(actor, journeyId);
    await saveDraft(actor, journeyId, journeyDocumentSchema.parse({ ...next, key }), {});
    expect(await previewPublish(actor, journeyId)).toMatchObject({
      problems: [],
      migrationProblems: [{ code: "occupied_node", nodeId: "wait" }],
      waiting: [{ version: 1, nodeId: "wait", count: 3, fate: "none", toNodeId: null }],
    });
    await expect(publishJourney(actor, journeyId, { strategy: "migrate" })).rejects.toMatchObject({
      code: "has_problems",
      problems: [expect.objectContaining({ code: "occupied_node", nodeId: "wait" })],
    });
    expect((await listVersions(actor, journeyId)).length).toBe(1);
    const nodeMap = { wait: "tag" };
    expect((await previewPublish(actor, journeyId, nodeMap)).waiting[0]).toMatchObject({
      fate: "enter",
      toNodeId: "tag",
    });
    const published = await publishJourney(actor, journeyId, { strategy: "migrate", nodeMap });
    await finished(actor, published.operation?.id ?? "");
    await allAre(runIds, { completed: 3 });
    expect((await rowsOf(runIds)).every(({ contact }) => contact.tags.join() === "new")).toBe(true);
  });

  test("ends those whom the map has no place for", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = await startMany(actor, journeyId, 2);
    await allAre(runIds, { waiting: 2 });
    const published = await publishNext(journeyId, waits("P1D", "new", "pause"), {
      strategy: "migrate",
      nodeMap: { wait: null },
    });
    await finished(actor, published.operation?.id ?? "");
    await allAre(runIds, { exited: 2 });
    expect((await rowsOf(runIds))[0]?.endReason).toBe("Version 2 has no place for it");
  });

  test("moves a paused run that only rests on, and one whose wait has changed when it goes on", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const [runId = ""] = await startMany(actor, journeyId, 1);
    await allAre([runId], { waiting: 1 });
    await controlRun(actor, runId, "pause");
    const published = await publishNext(journeyId, waits("PT1S", "new"), { strategy: "migrate" });
    expect(await finished(actor, published.operation?.id ?? "")).toMatchObject({
      skipped: 1,
      reasons: [{ reason: "It is paused or held: it moves when it goes on" }],
    });
    expect((await rowsOf([runId]))[0]?.version.number).toBe(1);
    await controlRun(actor, runId, "resume");
    await allAre([runId], { completed: 1 });
    expect((await rowsOf([runId]))[0]?.contact.tags).toEqual(["new"]);
  });
});

describe("moving chosen runs", () => {
  test("one at a time at once, or by filter, to the live version or another", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const [first = "", second = "", third = ""] = await startMany(actor, journeyId, 3);
    await allAre([first, second, third], { waiting: 3 });
    await publishNext(journeyId, waits("P20D", "new"), {});
    await moveRun(actor, first);
    expect((await rowsOf([first]))[0]?.version.number).toBe(2);
    await expect(moveRun(actor, first)).rejects.toMatchObject({ code: "conflict" });
    await publishNext(journeyId, waits("P1D", "third", "pause"), {});
    await expect(moveRun(actor, second)).rejects.toThrow(
      "It stays on version 1: the version has no such step",
    );
    const move = { action: "migrate", filter: { journey: journeyId, runs: [second, third] } } as const;
    const onward = await controlRuns(actor, controlRunsSchema.parse({ ...move, version: 2 }));
    expect(await finished(actor, onward.operation?.id ?? "")).toMatchObject({ done: 2, toVersion: 2 });
    const refused = await controlRuns(actor, controlRunsSchema.parse({ ...move, version: 3 }));
    expect(await finished(actor, refused.operation?.id ?? "")).toMatchObject({
      failed: 2,
      reasons: [
        { outcome: "failed", reason: "It stays on version 2: the version has no such step", count: 2 },
      ],
    });
    const unnamed = controlRunsSchema.parse({ action: "migrate", filter: { runs: [first] } });
    await expect(controlRuns(actor, unnamed)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("publishing with pin and drain", () => {
  test("leaves runs on their version; drain says how many are left of those there were", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = await startMany(actor, journeyId, 3);
    await allAre(runIds, { waiting: 3 });
    expect(await publishNext(journeyId, waits("P2D", "second"), {})).toMatchObject({ operation: null });
    expect((await listVersions(actor, journeyId)).every(({ draining }) => draining === null)).toBe(true);
    await publishNext(journeyId, waits("P3D", "third"), { strategy: "drain" });
    await controlRun(actor, runIds[0] ?? "", "stop");
    const versions = await listVersions(actor, journeyId);
    expect(versions.map(({ version, draining }) => [version, draining?.total, draining?.left])).toEqual([
      [3, undefined, undefined],
      [2, 0, 0],
      [1, 3, 2],
    ]);
    expect((await rowsOf(runIds)).every(({ version }) => version.number === 1)).toBe(true);
  });
});

describe("rolling back", () => {
  test("with pin starts new runs on the earlier version, with migrate takes those under way along", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    await publishNext(journeyId, waits("P20D", "new"), {});
    const runIds = await startMany(actor, journeyId, 2, { cohort: true });
    await allAre(runIds, { waiting: 2 });
    expect(await rollbackJourney(actor, journeyId)).toMatchObject({ liveVersion: 1, operation: null });
    expect((await rowsOf(runIds))[0]?.version.number).toBe(2);
    const back = await rollbackJourney(actor, journeyId, { version: 1, strategy: "migrate" });
    expect(await finished(actor, back.operation?.id ?? "")).toMatchObject({ done: 2, toVersion: 1 });
    expect((await rowsOf(runIds)).every(({ version }) => version.number === 1)).toBe(true);
    await expect(rollbackJourney(actor, journeyId, { nodeMap: {} })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("pausing a journey", () => {
  test("with its runs, and resuming it, leaves paused what a person had paused", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = await startMany(actor, journeyId, 4, { cohort: true });
    await allAre(runIds, { waiting: 4 });
    await controlRun(actor, runIds[0] ?? "", "pause");
    const paused = await pauseJourney(actor, journeyId, { holdRuns: true, reason: "A mistake in the text" });
    expect(paused).toMatchObject({ status: "paused", operation: { action: "pause", total: 3 } });
    await finished(actor, paused.operation?.id ?? "");
    await allAre(runIds, { paused: 4 });
    const resumed = await resumeJourney(actor, journeyId, { expired: "restart" });
    expect(resumed).toMatchObject({ status: "live", operation: { action: "resume", total: 3 } });
    await finished(actor, resumed.operation?.id ?? "");
    await allAre(runIds, { waiting: 3, paused: 1 });
  });

  test("and resuming it at once overtakes nobody", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    const runIds = await startMany(actor, journeyId, 30, { cohort: true });
    await allAre(runIds, { waiting: 30 });
    await pauseJourney(actor, journeyId, { holdRuns: true });
    const resumed = await resumeJourney(actor, journeyId);
    if (resumed.operation) await finished(actor, resumed.operation.id);
    await allAre(runIds, { waiting: 30 });
  });

  test("and resuming it waits for nobody to obey: whoever was told both does both, in order", async () => {
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("P30D", "old"));
    // There is no worker yet, so nobody obeys.
    const runIds = await startMany(actor, journeyId, 3);
    engine.startTheRelay();
    const allTold = (operationId = "") =>
      eventually(async () => {
        const where = { operationId, outcome: "sent" as const };
        expect(await transact(actor, (tx) => tx.runOperationItem.count({ where }))).toBe(3);
      });
    const paused = await pauseJourney(actor, journeyId, { holdRuns: true });
    await allTold(paused.operation?.id);
    const resumed = await resumeJourney(actor, journeyId);
    await allTold(resumed.operation?.id);
    await engine.startWithoutRelay();
    expect(await finished(actor, resumed.operation?.id ?? "")).toMatchObject({ done: 3 });
    expect(await finished(actor, paused.operation?.id ?? "")).toMatchObject({ done: 3 });
    await allAre(runIds, { waiting: 3 });
  });

  test("without its runs lets them go on", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits("PT2S", "old"));
    const runIds = await startMany(actor, journeyId, 2);
    expect(await pauseJourney(actor, journeyId)).toMatchObject({ status: "paused", operation: null });
    await allAre(runIds, { completed: 2 });
    expect(await resumeJourney(actor, journeyId)).toMatchObject({ status: "live", operation: null });
  });
});
