import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();
const ZONE = "Asia/Kathmandu";
const clock = (hours: number) => DateTime.now().setZone(ZONE).plus({ hours }).toFormat("HH:mm");

const journey = (name: string, config: Record<string, unknown>, quietHours: Record<string, unknown>) =>
  drawn(
    name,
    {
      start: { type: "trigger.message", config: { keywords: [name.toLowerCase()] } },
      tell: { type: "send", config: { text: "Good news", ...config } },
      kept: { type: "note", config: { text: "Kept back" } },
    },
    [
      ["start", "next", "tell"],
      ["tell", "suppressed", "kept"],
    ],
    { quietHours, timezone: ZONE },
  );

const quiet = { from: clock(-1), to: clock(1) };
// biome-ignore lint/suspicious/noThenProperty: the contract's name for what follows; never awaited.
const skipping = { ...quiet, then: "skip" };
// biome-ignore lint/suspicious/noThenProperty: the contract's name for what follows; never awaited.
const delaying = { ...quiet, then: "delay" };

describe("a journey's quiet hours", () => {
  test("put its messages off by the clock of its zone; the timeline says until when", async () => {
    await engine.start();
    const journeyId = await engine.publish(journey("Night", {}, quiet));
    const customer = engine.customer();
    await customer.writes("night");
    const run = await engine.runIn(journeyId, "waiting");
    expect(run.waitingFor).toMatchObject({ code: "quiet_hours" });
    const minutes = ((run.wakeAt?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(55);
    expect(minutes).toBeLessThanOrEqual(60);
    const lines = run.steps.flatMap(({ trail }) => (trail as { why: string }[]).map(({ why }) => why));
    expect(lines).toContain(`Quiet hours until ${quiet.to} (${ZONE})`);
    expect(run.floor).toBe(false);
    expect(customer.count()).toBe(0);
  });

  test("are ignored by a node that says so, and skipped with a reason where the journey skips", async () => {
    await engine.start();
    const urgent = await engine.publish(journey("Urgent", { ignoreQuietHours: true }, quiet));
    const skips = await engine.publish(journey("Skips", {}, skipping));
    const [first, second] = [engine.customer(), engine.customer()];
    await first.writes("urgent");
    await engine.runIn(urgent, "completed");
    const { conversationId } = await second.writes("skips");
    const run = await engine.runIn(skips, "completed");
    expect([first.count("Good news"), second.count()]).toEqual([1, 0]);
    expect(run.steps.find(({ nodeId }) => nodeId === "tell")?.outlet).toBe("suppressed");
    const kept = await transact(engine.workspace.actor, (tx) =>
      tx.message.findFirstOrThrow({ where: { conversationId, direction: "out" } }),
    );
    expect(kept).toMatchObject({ status: "suppressed", error: { code: "quiet_hours" } });
  });

  test("let a question listen in the night: the answer is taken and nobody is reminded", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Asks",
        {
          start: { type: "trigger.message", config: { keywords: ["asks"] } },
          ask: {
            type: "ask",
            config: {
              text: "How many?",
              expect: "number",
              saveAs: "count",
              collect: "PT0.1S",
              retries: 2,
            },
          },
        },
        [["start", "next", "ask"]],
        { timezone: ZONE },
      ),
    );
    const customer = engine.customer();
    await customer.writes("asks");
    await customer.reads("How many?");
    await engine.runIn(journeyId, "waiting");
    // Night falls while the question is open.
    await transact(engine.workspace.actor, async (tx) => {
      const run = await tx.run.findFirstOrThrow({ where: { journeyId } });
      const stored = await tx.plan.findFirstOrThrow({ where: { hash: run.planHash } });
      const plan = structuredClone(stored.plan) as { settings: Record<string, unknown> };
      plan.settings.quietHours = delaying;
      const hash = `${run.planHash.slice(0, -6)}night1`;
      await tx.plan.create({ data: { workspaceId: engine.workspace.id, hash, plan: plan as never } });
      await tx.run.update({ where: { id: run.id }, data: { planHash: hash } });
    });
    await customer.writes("many");
    await eventually(async () => {
      const [waiting] = await engine.runs(journeyId);
      expect(waiting?.state).toMatchObject({ position: { state: { askAgainAt: expect.any(Number) } } });
    });
    expect(customer.count()).toBe(1);
    await customer.writes("4");
    const run = await engine.runIn(journeyId, "completed");
    expect((run.state as { vars: object }).vars).toEqual({ count: 4 });
    expect(customer.count()).toBe(1);
  });
});
