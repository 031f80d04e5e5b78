import { uuidv7 } from "uuidv7";
import { describe, expect, test, vi } from "vitest";
import { JOURNEY_WORKFLOW } from "#core/journey/wake.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { transact } from "#server/platform/database.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

describe("a cohort", () => {
  test("carries its runs side by side, and parks the one that cannot be carried", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Cohort",
        {
          start: { type: "trigger.event", config: { event: "never" } },
          count: {
            type: "update",
            config: { changes: [{ path: "contact.attributes.times", op: "increment", value: 1 }] },
          },
          wait: { type: "wait", config: { for: "PT1S" } },
          again: {
            type: "update",
            config: { changes: [{ path: "contact.attributes.times", op: "increment", value: 1 }] },
          },
        },
        [
          ["start", "next", "count"],
          ["count", "next", "wait"],
          ["wait", "next", "again"],
        ],
      ),
    );
    const workspaceId = engine.workspace.id;
    const workflowId = engine.watch(`cohort-${uuidv7()}`);
    const runIds = await transact(engine.workspace.actor, async (tx) => {
      const version = await tx.journeyVersion.findFirstOrThrow({ where: { journeyId } });
      const ids: string[] = [];
      for (let index = 0; index < 60; index++) {
        const contactId = uuidv7();
        await tx.contact.create({ data: { id: contactId, workspaceId } });
        const created = await createRun(tx, {
          workspaceId,
          journeyId,
          versionId: version.id,
          planHash: version.planHash,
          triggerNodeId: "start",
          contactId,
          conversationId: null,
          startKey: `cohort:${contactId}`,
          concurrencyKey: contactId,
          reentry: "always",
          isTest: false,
        });
        if (created.kind !== "refused") ids.push(created.runId);
      }
      await tx.run.updateMany({ where: { id: { in: ids } }, data: { workflowId } });
      await tx.run.updateMany({ where: { id: ids[7] ?? "" }, data: { state: { rubbish: true } } });
      return ids;
    });
    await temporalClient().workflow.start(JOURNEY_WORKFLOW, {
      taskQueue: taskQueue(),
      workflowId,
      args: [{ workspaceId, size: runIds.length, runs: runIds.map((id) => ({ id })) }],
    });
    const runs = await vi.waitFor(
      async () => {
        const found = await engine.runs(journeyId);
        expect(found.filter(({ status }) => status === "completed")).toHaveLength(59);
        return found;
      },
      { timeout: 25_000, interval: 100 },
    );
    expect(runs.find(({ status }) => status === "stuck")?.id).toBe(runIds[7]);
    const contacts = await transact(engine.workspace.actor, (tx) =>
      tx.contact.findMany({ where: { runs: { some: { journeyId, status: "completed" } } } }),
    );
    expect(contacts.every(({ attributes }) => (attributes as { times: number }).times === 2)).toBe(true);
  });
});
