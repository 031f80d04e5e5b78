import { describe, expect, test } from "vitest";
import type { ControlRuns } from "#core/api/run-operations.ts";
import { controlRunsSchema } from "#core/api/run-operations.ts";
import { pauseJourney, resumeJourney } from "#server/journeys/change-journey.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { controlRuns } from "#server/journeys/control-runs.ts";
import { cancelOperation } from "#server/journeys/get-operation.ts";
import { workOperation } from "#server/journeys/work-operation.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { finished, startMany, statusesOf } from "#tests/integration/engine/many-runs.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const waits = (config: Record<string, unknown> = { for: "PT1H" }) =>
  drawn(
    "Waits",
    {
      start: { type: "trigger.event", config: { event: "never" } },
      wait: { type: "wait", config },
      end: { type: "exit", config: { reason: "waited" } },
    },
    [
      ["start", "next", "wait"],
      ["wait", "next", "end"],
    ],
  );

const control = (body: ControlRuns) => controlRuns(engine.workspace.actor, controlRunsSchema.parse(body));

function allAre(runIds: string[], statuses: Record<string, number>) {
  return eventually(async () => expect(await statusesOf(engine.workspace.actor, runIds)).toEqual(statuses));
}

describe("telling many runs at once", () => {
  test("counts first, wants the number typed, and then pauses a cohort and single runs, each once", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits());
    const together = await startMany(actor, journeyId, 110, { cohort: true });
    const alone = await startMany(actor, journeyId, 5);
    const runIds = [...together, ...alone];
    await allAre(runIds, { waiting: 115 });
    const filter = { journey: journeyId, status: ["waiting" as const] };
    expect(await control({ filter, action: "pause", preview: true })).toEqual({
      count: 115,
      operation: null,
    });
    await expect(control({ filter, action: "pause" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(control({ filter, action: "pause", confirmCount: 114 })).rejects.toThrow(
      "by now it is about 115",
    );
    const { operation } = await control({ filter, action: "pause", confirmCount: 115, reason: "Audit" });
    const done = await finished(actor, operation?.id ?? "");
    expect(done).toMatchObject({ status: "completed", total: 115, done: 115, failed: 0, skipped: 0 });
    await allAre(runIds, { paused: 115 });
    const taken = await transact(actor, (tx) =>
      tx.runEvent.groupBy({
        by: ["runId"],
        where: { runId: { in: runIds }, kind: "control" },
        _count: { _all: true },
      }),
    );
    expect(taken.map(({ _count }) => _count._all)).toEqual(Array(115).fill(1));
    const signals = await transact(actor, (tx) =>
      tx.runOperationItem.count({ where: { operationId: done.id, sentAt: { not: null } } }),
    );
    expect(signals).toBe(115);
    const again = await control({ filter: { journey: journeyId }, action: "resume", confirmCount: 115 });
    await finished(actor, again.operation?.id ?? "");
    await allAre(runIds, { waiting: 115 });
    const stop = await control({ filter: { journey: journeyId }, action: "stop", confirmCount: 115 });
    expect(await finished(actor, stop.operation?.id ?? "")).toMatchObject({ done: 115 });
    await allAre(runIds, { stopped: 115 });
  });

  test("passes over what has changed since, with the reason, and says when there is nothing to do", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits());
    const runIds = await startMany(actor, journeyId, 3);
    await allAre(runIds, { waiting: 3 });
    expect(await control({ filter: { journey: journeyId }, action: "retry" })).toEqual({
      count: 0,
      operation: null,
    });
    await controlRun(actor, runIds[0] ?? "", "pause");
    const { operation } = await control({ filter: { runs: runIds }, action: "stop" });
    await controlRun(actor, runIds[1] ?? "", "stop").catch(() => undefined);
    const done = await finished(actor, operation?.id ?? "");
    expect(done.done + done.skipped).toBe(3);
    await allAre(runIds, { stopped: 3 });
  });

  test("restarts waits that ran out while paused, where that is asked for", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits({ for: "PT2S" }));
    const runIds = await startMany(actor, journeyId, 4, { cohort: true });
    await allAre(runIds, { waiting: 4 });
    const paused = await control({ filter: { journey: journeyId }, action: "pause" });
    await finished(actor, paused.operation?.id ?? "");
    await eventually(async () => {
      const late = await transact(
        actor,
        (tx) =>
          tx.$queryRaw<
            { ok: boolean }[]
          >`SELECT bool_and((state #>> '{position,rest,until}')::float8 < extract(epoch from now()) * 1000) AS ok
            FROM runs WHERE id = ANY(${runIds}::uuid[])`,
      );
      expect(late[0]?.ok).toBe(true);
    });
    const resumed = await control({ filter: { journey: journeyId }, action: "resume", expired: "restart" });
    await finished(actor, resumed.operation?.id ?? "");
    const rows = await transact(actor, (tx) => tx.run.findMany({ where: { id: { in: runIds } } }));
    expect(rows.every(({ status, wakeAt }) => status === "waiting" || status === "exited" || wakeAt)).toBe(
      true,
    );
    await allAre(runIds, { exited: 4 });
  });
});

describe("an operation", () => {
  test("that died after telling and before writing it down tells again, and each run obeys once", async () => {
    await engine.start();
    const { actor, id: workspaceId } = engine.workspace;
    const journeyId = await engine.publish(waits());
    const runIds = [
      ...(await startMany(actor, journeyId, 4, { cohort: true })),
      ...(await startMany(actor, journeyId, 1)),
    ];
    await allAre(runIds, { waiting: 5 });
    const { operation } = await control({ filter: { journey: journeyId }, action: "pause" });
    const operationId = operation?.id ?? "";
    await finished(actor, operationId);
    await transact(actor, async (tx) => {
      await tx.runOperationItem.updateMany({
        where: { operationId },
        data: { outcome: "pending", sentAt: null },
      });
      await tx.runOperation.update({
        where: { id: operationId },
        data: { status: "running", finishedAt: null },
      });
      // As they were when it died: told, and not yet paused.
      await tx.run.updateMany({ where: { id: { in: runIds } }, data: { status: "waiting" } });
    });
    await workOperation(workspaceId, operationId, 0);
    expect(await finished(actor, operationId)).toMatchObject({ done: 5, failed: 0, skipped: 0 });
    const lines = await transact(actor, (tx) =>
      tx.event.groupBy({
        by: ["runId"],
        where: { runId: { in: runIds }, type: "run.paused" },
        _count: { _all: true },
      }),
    );
    expect(lines.map(({ _count }) => _count._all)).toEqual([1, 1, 1, 1, 1]);
  });

  test("tells nobody while no relay runs, goes on when one does, and can be cancelled before", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(waits());
    const runIds = await startMany(actor, journeyId, 6, { cohort: true });
    await allAre(runIds, { waiting: 6 });
    await engine.stopTheRelay();
    const cancelled = await control({ filter: { journey: journeyId }, action: "stop" });
    const kept = await control({ filter: { runs: runIds.slice(0, 2) }, action: "stop" });
    expect(await cancelOperation(actor, cancelled.operation?.id ?? "")).toMatchObject({
      status: "cancelling",
    });
    expect(await statusesOf(actor, runIds)).toEqual({ waiting: 6 });
    engine.startTheRelay();
    expect(await finished(actor, cancelled.operation?.id ?? "")).toMatchObject({
      status: "cancelled",
      done: 0,
      skipped: 6,
      reasons: [{ outcome: "skipped", reason: "The operation was cancelled before", count: 6 }],
    });
    expect(await finished(actor, kept.operation?.id ?? "")).toMatchObject({ status: "completed", done: 2 });
    await allAre(runIds, { waiting: 4, stopped: 2 });
  });
});

describe("a journey that is paused and resumed before all its runs have heard of it", () => {
  test("goes on with every run, in whatever order the relay gets to them", async () => {
    await engine.start();
    const { actor, id: workspaceId } = engine.workspace;
    const journeyId = await engine.publish(waits());
    const runIds = await startMany(actor, journeyId, 6, { cohort: true });
    await allAre(runIds, { waiting: 6 });
    await engine.stopTheRelay();
    const paused = await pauseJourney(actor, journeyId, { holdRuns: true });
    const resumed = await resumeJourney(actor, journeyId);
    const operations = [paused.operation?.id ?? "", resumed.operation?.id ?? ""];
    // As it is while the first page of the pause is being told, and has not been written down yet.
    const [told = ""] = runIds;
    await controlRun(actor, told, "pause");
    await transact(actor, (tx) =>
      tx.runOperationItem.updateMany({
        where: { operationId: operations[0], runId: told },
        data: { outcome: "sent", sentAt: new Date() },
      }),
    );
    await workOperation(workspaceId, operations[1] ?? "", 0);
    const untold = await transact(actor, (tx) =>
      tx.runOperationItem.count({ where: { operationId: operations[1], outcome: "pending" } }),
    );
    expect(untold).toBe(6);
    await transact(actor, (tx) =>
      tx.runOperationItem.updateMany({
        where: { operationId: operations[0], runId: told },
        data: { outcome: "done" },
      }),
    );
    engine.startTheRelay();
    expect(await finished(actor, operations[0] ?? "")).toMatchObject({
      status: "cancelled",
      done: 1,
      skipped: 5,
    });
    expect(await finished(actor, operations[1] ?? "")).toMatchObject({ done: 1, skipped: 5 });
    await allAre(runIds, { waiting: 6 });
  });
});
