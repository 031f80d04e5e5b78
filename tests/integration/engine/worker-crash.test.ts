import { afterEach, describe, expect, test } from "vitest";
import { temporalClient } from "#server/platform/temporal.ts";
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

const ENDED_OR_STUCK = ["completed", "stuck"];

/** The workers that had a hand in a workflow, by the names they go by in its history. */
async function handsIn(workflowId: string | null): Promise<string[]> {
  const history = await temporalClient()
    .workflow.getHandle(workflowId ?? "")
    .fetchHistory();
  return (history.events ?? []).flatMap(
    ({ workflowTaskCompletedEventAttributes }) => workflowTaskCompletedEventAttributes?.identity ?? [],
  );
}

describe("kill -9 of the worker", () => {
  test("between two steps: the run goes on after the restart, and nothing is sent twice", async () => {
    const journeyId = await engine.publish(
      drawn(
        "Interrupted",
        {
          start: { type: "trigger.message" },
          first: { type: "send", config: { text: "One" } },
          wait: { type: "wait", config: { for: "PT3S" } },
          second: { type: "send", config: { text: "Two" } },
        },
        [
          ["start", "next", "first"],
          ["first", "next", "wait"],
          ["wait", "next", "second"],
        ],
      ),
    );
    const doomed = await startWorker();
    const customer = engine.customer();
    await customer.writes("hello");
    await engine.runIn(journeyId, "waiting");
    await doomed.kill();
    const next = await startWorker();
    await engine.runIn(journeyId, "completed");
    expect([customer.count("One"), customer.count("Two")]).toEqual([1, 1]);
    expect(await next.terminate()).toBe(0);
  }, 180_000);

  test("in the middle of many sends: each is accepted once at most, and what is unclear is marked", async () => {
    const sends = ["One", "Two", "Three", "Four"];
    const nodes = Object.fromEntries(sends.map((text) => [text, { type: "send", config: { text } }]));
    const journeyId = await engine.publish(
      drawn("Many sends", { start: { type: "trigger.message" }, ...nodes }, [
        ["start", "next", "One"],
        ["One", "next", "Two"],
        ["Two", "next", "Three"],
        ["Three", "next", "Four"],
      ]),
    );
    const doomed = await startWorker();
    const customers = Array.from({ length: 25 }, () => engine.customer());
    await Promise.all(customers.map((customer) => customer.writes("hello")));
    const before = engine.emulator.accepted.length;
    await eventually(() => expect(engine.emulator.accepted.length - before).toBeGreaterThan(20), 1);
    await doomed.kill();
    await startWorker();
    const runs = await eventually(async () => {
      const found = await engine.runs(journeyId);
      expect(found).toHaveLength(customers.length);
      expect(found.filter(({ status }) => !ENDED_OR_STUCK.includes(status))).toEqual([]);
      return found;
    });
    for (const customer of customers) {
      for (const text of sends) expect(customer.count(text)).toBeLessThanOrEqual(1);
    }
    const completed = runs.filter(({ status }) => status === "completed");
    expect(completed.length).toBeGreaterThan(0);
    expect(completed.every(({ effects }) => effects.every(({ status }) => status === "done"))).toBe(true);
    const stuck = runs.filter(({ status }) => status === "stuck");
    expect(stuck.every(({ effects }) => effects.some(({ status }) => status === "unknown"))).toBe(true);
    const all = customers.reduce((sum, customer) => sum + customer.count(), 0);
    expect(all).toBeGreaterThanOrEqual(completed.length * sends.length);
  }, 240_000);

  test("one of two that share the load: the other carries on what is left", async () => {
    const journeyId = await engine.publish(
      drawn(
        "Shared",
        {
          start: { type: "trigger.message" },
          first: { type: "send", config: { text: "First" } },
          wait: { type: "waitFor", config: { events: [{ outlet: "reply", on: "message" }] } },
          last: { type: "send", config: { text: "Last" } },
        },
        [
          ["start", "next", "first"],
          ["first", "next", "wait"],
          ["wait", "reply", "last"],
        ],
      ),
    );
    const [doomed] = await Promise.all([startWorker(), startWorker()]);
    const customers: ReturnType<typeof engine.customer>[] = [];
    const hands = new Set<string>();
    // Who takes a piece of work first is chance; that one of two takes it all is not.
    while (hands.size < 2 && customers.length < 150) {
      const more = Array.from({ length: 30 }, () => engine.customer());
      customers.push(...more);
      await Promise.all(more.map((customer) => customer.writes("hello")));
      await Promise.all(more.map((customer) => customer.reads("First")));
      for (const { workflowId } of await engine.runs(journeyId)) {
        for (const hand of await handsIn(workflowId)) hands.add(hand);
      }
    }
    expect(hands.size).toBe(2);
    // What dies in the middle of a send is unclear, and that is for the test above.
    await eventually(async () =>
      expect((await engine.runs(journeyId)).every(({ status }) => status === "waiting")).toBe(true),
    );
    await doomed.kill();
    await Promise.all(customers.map((customer) => customer.writes("go on")));
    await eventually(async () => {
      const open = (await engine.runs(journeyId)).filter(({ status }) => status !== "completed");
      expect(open.map(({ status, stuckReason }) => [status, stuckReason])).toEqual([]);
    });
    for (const customer of customers)
      expect([customer.count("First"), customer.count("Last")]).toEqual([1, 1]);
  }, 240_000);
});
