import { describe, expect, test } from "vitest";
import type { Prisma } from "#prisma/generated/client.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { parkRun } from "#server/journeys/park-run.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

const asks = () =>
  drawn(
    "Asks",
    {
      start: { type: "trigger.message", config: { keywords: ["begin"] } },
      ask: { type: "ask", config: { text: "Which day?", saveAs: "day", collect: "PT0.1S", timeout: "PT1H" } },
      done: { type: "send", config: { text: "Noted: {{ vars.day }}" } },
    },
    [
      ["start", "next", "ask"],
      ["ask", "answered", "done"],
    ],
  );

async function changeState(runId: string, change: Prisma.InputJsonObject): Promise<void> {
  await transact(engine.workspace.actor, async (tx) => {
    const { state } = await tx.run.findFirstOrThrow({ where: { id: runId } });
    await tx.run.update({
      where: { workspaceId_id: { workspaceId: engine.workspace.id, id: runId } },
      data: { state: { ...(state as Prisma.InputJsonObject), ...change } },
    });
  });
}

async function asked() {
  await engine.start();
  const journeyId = await engine.publish(asks());
  const customer = engine.customer();
  await customer.writes("begin");
  await customer.reads("Which day?");
  const { id } = await engine.runIn(journeyId, "waiting");
  return { journeyId, customer, runId: id };
}

describe("a run that cannot be carried", () => {
  test("gets the answer that it could not take when a person has it tried again, and asks nothing twice", async () => {
    const { journeyId, customer, runId } = await asked();
    await changeState(runId, { inbox: "rubbish" });
    await customer.writes("Tuesday");
    const parked = await engine.runIn(journeyId, "stuck");
    expect(parked.stuckCode).toBe("engine_error");
    await changeState(runId, { inbox: [] });
    await controlRun(engine.workspace.actor, runId, "retry");
    await customer.reads("Noted: Tuesday");
    expect((await engine.runIn(journeyId, "completed")).stuckCode).toBeNull();
    expect([customer.count("Which day?"), customer.count()]).toEqual([1, 2]);
  });

  test("stays paused until it is resumed, and is stuck from then on", async () => {
    const { journeyId, runId } = await asked();
    const { actor, id: workspaceId } = engine.workspace;
    await controlRun(actor, runId, "pause");
    const reason = "Broken, with a NUL \0 in it";
    expect(await parkRun({ workspaceId, runId, reason })).toMatchObject({ kind: "parked", status: "paused" });
    expect(await controlRun(actor, runId, "resume")).toEqual({ status: "stuck" });
    expect(await controlRun(actor, runId, "retry")).toEqual({ status: "waiting" });
    await engine.runIn(journeyId, "waiting");
  });
});
