import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import type { Prisma } from "#prisma/generated/client.ts";
import { createRun } from "#server/journeys/create-run.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const experiment = (winner: Record<string, unknown>) =>
  drawn(
    "Which words work",
    {
      start: { type: "trigger.message" },
      split: {
        type: "split",
        config: {
          key: "words",
          arms: [
            { outlet: "warm", weight: 1 },
            { outlet: "cool", weight: 1_000_000 },
          ],
          winner,
        },
      },
      done: { type: "exit", config: { reason: "done" } },
    },
    [
      ["start", "next", "split"],
      ["split", "warm", "done"],
      ["split", "cool", "done"],
    ],
    { reentry: "always" },
  );

/** Runs that have been through an arm, some of which reached their goal. */
async function past(journeyId: string, arm: string, count: number, goals: number): Promise<void> {
  const { actor, id: workspaceId } = engine.workspace;
  await transact(actor, async (tx) => {
    const { id: versionId, planHash } = await tx.journeyVersion.findFirstOrThrow({ where: { journeyId } });
    for (let index = 0; index < count; index += 1) {
      const contactId = uuidv7();
      await tx.contact.create({ data: { id: contactId, workspaceId } });
      const created = await createRun(tx, {
        workspaceId,
        journeyId,
        versionId,
        planHash,
        triggerNodeId: "start",
        contactId,
        conversationId: null,
        startKey: `past:${contactId}`,
        concurrencyKey: contactId,
        reentry: "always",
        isTest: false,
      });
      if (created.kind === "refused") throw new Error(created.reason);
      await tx.run.update({
        where: { workspaceId_id: { workspaceId, id: created.runId } },
        data: {
          arms: { words: arm },
          workflowId: null,
          status: "completed",
          endedAt: new Date(),
          state: {} as Prisma.InputJsonValue,
          ...(index < goals ? { goalReachedAt: new Date() } : {}),
        },
      });
    }
  });
}

describe("an experiment", () => {
  test("counts each run in its arm, and gives everybody to the arm that has won", async () => {
    await engine.start();
    const journeyId = await engine.publish(experiment({ minPerArm: 20 }));
    await past(journeyId, "warm", 20, 18);
    await past(journeyId, "cool", 20, 2);
    const customer = engine.customer();
    await customer.writes("hello");
    const run = await runOf(journeyId);
    expect(run.arms).toEqual({ words: "warm" });
    expect(JSON.stringify(run.steps)).toContain("“warm” has won and takes everybody");
    const decided = await transact(engine.workspace.actor, (tx) =>
      tx.event.findMany({ where: { journeyId, type: "experiment.decided" } }),
    );
    expect(decided.map(({ data }) => data)).toEqual([
      {
        experiment: "words",
        arm: "warm",
        counts: [
          { arm: "warm", runs: 20, goals: 18 },
          { arm: "cool", runs: 20, goals: 2 },
        ],
      },
    ]);
  });

  test("goes on by weight until there is enough to tell", async () => {
    await engine.start();
    const journeyId = await engine.publish(experiment({ minPerArm: 21 }));
    await past(journeyId, "warm", 20, 18);
    await past(journeyId, "cool", 20, 2);
    await engine.customer().writes("hello");
    expect((await runOf(journeyId)).arms).toEqual({ words: "cool" });
  });
});

/** The one run that a customer's message started. */
function runOf(journeyId: string) {
  return eventually(async () => {
    const run = (await engine.runs(journeyId)).find(({ startKey }) => !startKey.startsWith("past:"));
    if (run?.status !== "exited") throw new Error(`The run is ${run?.status}`);
    return run;
  }, 25);
}
