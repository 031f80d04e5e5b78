import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { controlRunsSchema } from "#core/api/run-operations.ts";
import { alarmStuck } from "#server/journeys/alarm-stuck.ts";
import { controlRuns } from "#server/journeys/control-runs.ts";
import { groupStuck } from "#server/journeys/group-stuck.ts";
import { listRuns } from "#server/journeys/list-runs.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { finished } from "#tests/integration/engine/many-runs.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

const says = (keyword: string) =>
  drawn(
    `Says ${keyword}`,
    {
      start: { type: "trigger.message", config: { keywords: [keyword] } },
      send: { type: "send", config: { text: "Hello" } },
    },
    [["start", "next", "send"]],
  );

const alarmsOf = (userId: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.notification.findMany({ where: { userId }, orderBy: { createdAt: "asc" } }),
  );

describe("runs that an outage leaves stuck", () => {
  test("are one line with what to do, alarm the journey's owner once, and are repaired in bulk", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const owner = await makeUser(engine.workspace.id, { role: "marketer" });
    const keyword = `k${randomBytes(3).toString("hex")}`;
    const journeyId = await engine.publish(says(keyword));
    await transact(actor, (tx) =>
      tx.journey.update({ where: { id: journeyId }, data: { ownerId: owner.userId } }),
    );
    const customers = Array.from({ length: 4 }, () => engine.customer());
    for (const _ of customers) engine.emulator.failNext({ kind: "error", status: 400, code: 21606 });
    for (const customer of customers) await customer.writes(keyword);
    const group = await eventually(async () => {
      const [found] = await groupStuck(actor, { journey: journeyId });
      expect(found?.count).toBe(4);
      return found;
    });
    expect(group).toMatchObject({
      nodeId: "send",
      journey: { id: journeyId },
      actions: ["retry", "skip", "migrate", "stop"],
    });
    const code = group?.code ?? "";
    const page = await listRuns(actor, { status: ["stuck"], stuckCode: code, journey: journeyId, limit: 2 });
    expect(page.data).toHaveLength(2);
    expect(page.data[0]?.stuck).toMatchObject({ code, advice: expect.stringContaining("try again") });
    const alarms = await eventually(async () => {
      const told = await alarmsOf(owner.userId);
      expect(told).toHaveLength(1);
      return told;
    });
    expect(alarms[0]?.text).toContain("4 runs are stuck");
    await alarmStuck(engine.workspace.id, journeyId);
    expect(await alarmsOf(owner.userId)).toHaveLength(1);

    const { operation } = await controlRuns(
      actor,
      controlRunsSchema.parse({ filter: { journey: journeyId, stuckCode: code }, action: "retry" }),
    );
    expect(await finished(actor, operation?.id ?? "")).toMatchObject({ total: 4, done: 4 });
    for (const customer of customers) await customer.reads("Hello");
    expect(await groupStuck(actor, { journey: journeyId })).toEqual([]);
    expect(customers.map((customer) => customer.count())).toEqual([1, 1, 1, 1]);
  });

  test("alarm again after an hour when more have come, and not when none has", async () => {
    await engine.start();
    const { actor, id: workspaceId } = engine.workspace;
    const owner = await makeUser(workspaceId, { role: "marketer" });
    const keyword = `k${randomBytes(3).toString("hex")}`;
    const journeyId = await engine.publish(says(keyword));
    await transact(actor, (tx) =>
      tx.journey.update({ where: { id: journeyId }, data: { ownerId: owner.userId } }),
    );
    engine.emulator.failNext({ kind: "error", status: 400, code: 21606 });
    await engine.customer().writes(keyword);
    await eventually(async () => expect(await alarmsOf(owner.userId)).toHaveLength(1));
    const anHourAgo = (stuckAt: Date) =>
      transact(actor, async (tx) => {
        const stuckAlarmedAt = new Date(Date.now() - 61 * 60_000);
        await tx.journey.update({ where: { id: journeyId }, data: { stuckAlarmedAt } });
        await tx.run.updateMany({ where: { journeyId }, data: { stuckAt } });
      });
    await anHourAgo(new Date(Date.now() - 2 * 60 * 60_000));
    await alarmStuck(workspaceId, journeyId);
    expect(await alarmsOf(owner.userId)).toHaveLength(1);
    await anHourAgo(new Date());
    await alarmStuck(workspaceId, journeyId);
    expect(await alarmsOf(owner.userId)).toHaveLength(2);
  });
});
