import { randomUUID } from "node:crypto";
import { WorkflowUpdateFailedError } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { describe, expect, test, vi } from "vitest";
import {
  type CarryInput,
  type CarryResult,
  CONTROL_UPDATE,
  type EventReference,
  INBOUND_SIGNAL,
  type ParkInput,
  type RunRest,
  STATE_QUERY,
  UNAVAILABLE,
} from "#core/journey/wake.ts";
import { temporalClient } from "#server/platform/temporal.ts";
import { temporalForTests } from "#tests/integration/engine/temporal-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const { startWorker, startJourney } = temporalForTests();

const ended = (runId: string): RunRest => ({ runId, kind: "ended", status: "completed" });
const waiting = (runId: string, wakeAt: number | null = null): RunRest => ({
  runId,
  kind: "resting",
  status: "waiting",
  wakeAt,
});
const message = (id: string): EventReference => ({ kind: "message", id, at: Date.now() });
const newRuns = (count: number) => Array.from({ length: count }, () => ({ id: randomUUID() }));

/** A `carry` that does what the test says for each run, and keeps what it was asked. */
function carrying(rest: (runId: string, events: EventReference[], visit: number) => RunRest) {
  const asked: CarryInput[] = [];
  const visits = new Map<string, number>();
  const carry = async (input: CarryInput): Promise<CarryResult> => {
    asked.push(input);
    return {
      rests: input.items.map(({ runId, events }) => {
        const visit = (visits.get(runId) ?? 0) + 1;
        visits.set(runId, visit);
        return rest(runId, events, visit);
      }),
    };
  };
  const events = () => asked.flatMap(({ items }) => items.flatMap((item) => item.events.map(({ id }) => id)));
  return { carry, asked, events };
}

describe("a single run", () => {
  test("is carried at once, again at its deadline, and then the workflow ends", async () => {
    const work = carrying((runId, _, visit) =>
      visit === 1 ? waiting(runId, Date.now() + 150) : ended(runId),
    );
    await startWorker({ carry: work.carry });
    const handle = await startJourney({ size: 1, runs: newRuns(1) });
    await handle.result();
    expect(work.asked).toHaveLength(2);
    const { events } = await handle.fetchHistory();
    const types = events?.map(
      ({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes,
    );
    expect(types?.some(Boolean), "it is carried by local activities").toBe(false);
  });

  test("is woken by a signal, and hears of a repeated event once", async () => {
    const work = carrying((runId, events) => (events.length > 0 ? ended(runId) : waiting(runId)));
    await startWorker({ carry: work.carry });
    const [run] = newRuns(1);
    if (!run) return;
    const handle = await startJourney({ size: 1, runs: [run] });
    const event = message(randomUUID());
    await Promise.all(
      Array.from({ length: 5 }, () => handle.signal(INBOUND_SIGNAL, { runId: run.id, event })),
    );
    await handle.result();
    expect(new Set(work.events())).toEqual(new Set([event.id]));
  });

  test("takes no other effect for done when one ends that was skipped meanwhile", async () => {
    const slow = (runId: string, visit: number): RunRest => ({
      runId,
      kind: "slow",
      status: "running",
      wakeAt: null,
      work: { key: `${runId}:${visit}`, timeout: 30_000, attempts: 3 },
    });
    const work = carrying((runId, events, visit) => {
      if (events.some(({ kind }) => kind === "effect")) return ended(runId);
      return slow(runId, visit);
    });
    const begun: string[] = [];
    const release = new Map<string, () => void>();
    const perform = ({ key }: { key: string }) =>
      new Promise<void>((resolve) => {
        begun.push(key);
        release.set(key, resolve);
      });
    await startWorker({ carry: work.carry, perform });
    const [run] = newRuns(1);
    if (!run) return;
    const handle = await startJourney({ size: 1, runs: [run] });
    await eventually(() => expect(begun).toEqual([`${run.id}:1`]));
    const skip = { kind: "control", id: randomUUID(), at: Date.now(), action: "skip" } as const;
    await handle.signal(INBOUND_SIGNAL, { runId: run.id, event: skip });
    await eventually(() => expect(begun).toEqual([`${run.id}:1`, `${run.id}:2`]));
    release.get(`${run.id}:1`)?.();
    await eventually(async () => {
      const history = await handle.fetchHistory();
      const done = history.events?.filter((event) => event.activityTaskCompletedEventAttributes);
      expect(done).toHaveLength(1);
    });
    await handle.query(STATE_QUERY);
    expect(work.events()).toEqual([skip.id]);
    release.get(`${run.id}:2`)?.();
    await handle.result();
    expect(begun).toEqual([`${run.id}:1`, `${run.id}:2`]);
    expect(work.events()).toContain(`${run.id}:2`);
  });

  test("keeps a deadline and a message that come together", async () => {
    const at = Date.now() + 300;
    const heard = new Set<string>();
    let fired = false;
    const work = carrying((runId, events) => {
      fired = Date.now() >= at;
      for (const { id } of events) heard.add(id);
      return fired && heard.size === 2 ? ended(runId) : waiting(runId, fired ? null : at);
    });
    await startWorker({ carry: work.carry });
    const [run] = newRuns(1);
    if (!run) return;
    const handle = await startJourney({ size: 1, runs: [run] });
    await eventually(() => expect(work.asked).not.toHaveLength(0));
    const sent = [message(randomUUID()), message(randomUUID())];
    await eventually(() => expect(Date.now()).toBeGreaterThan(at - 20), 5);
    for (const event of sent) await handle.signal(INBOUND_SIGNAL, { runId: run.id, event });
    await handle.result();
    expect(heard).toEqual(new Set(sent.map(({ id }) => id)));
  });

  test("waits and tries again while Postgres is away, and loses no event", async () => {
    let away = true;
    const work = carrying((runId, events) => (events.length > 0 ? ended(runId) : waiting(runId)));
    const carry = async (input: CarryInput) => {
      if (away) {
        away = false;
        throw ApplicationFailure.create({ type: UNAVAILABLE, message: "away", nonRetryable: true });
      }
      return work.carry(input);
    };
    await startWorker({ carry });
    const [run] = newRuns(1);
    if (!run) return;
    const event = message(randomUUID());
    const handle = await startJourney({ size: 1, runs: [run] });
    await handle.signal(INBOUND_SIGNAL, { runId: run.id, event });
    await handle.result();
    expect(work.events()).toEqual([event.id]);
  });

  test("answers a control with the run's status once it was applied, and refuses nonsense", async () => {
    const work = carrying((runId, events) => {
      const last = events.at(-1);
      if (last?.kind === "control" && last.action === "stop")
        return { runId, kind: "ended", status: "stopped" };
      const paused = last?.kind === "control" && last.action === "pause";
      return { runId, kind: "resting", status: paused ? "paused" : "waiting", wakeAt: null };
    });
    await startWorker({ carry: work.carry });
    const [run] = newRuns(1);
    if (!run) return;
    const handle = await startJourney({ size: 1, runs: [run] });
    const control = (action: string, runId = run.id) =>
      handle.executeUpdate(CONTROL_UPDATE, { args: [{ runId, id: randomUUID(), at: Date.now(), action }] });
    expect(await control("pause")).toBe("paused");
    expect(await handle.query(STATE_QUERY)).toMatchObject([{ id: run.id, status: "paused", wakeAt: null }]);
    await expect(control("dance")).rejects.toThrow(WorkflowUpdateFailedError);
    await expect(control("pause", randomUUID())).rejects.toThrow(WorkflowUpdateFailedError);
    expect(await control("stop")).toBe("stopped");
    await handle.result();
  });
});

describe("continue-as-new", () => {
  test("answers a control that could not be applied at once, although it is to continue as new", async () => {
    let tries = 0;
    const work = carrying((runId, events) => {
      const control = events.find(({ kind }) => kind === "control");
      if (!control) return waiting(runId, Date.now() + 3_600_000);
      tries += 1;
      if (tries === 1) return { runId, kind: "retry", reason: "Postgres is away" };
      return { runId, kind: "ended", status: "stopped" };
    });
    await startWorker({ carry: work.carry });
    const [run = { id: "" }] = newRuns(1);
    // From its second task on it drains.
    const handle = await startJourney({ size: 1, runs: [run], continueAfter: 4 });
    const request = { runId: run.id, id: randomUUID(), at: Date.now(), action: "stop" };
    expect(await handle.executeUpdate(CONTROL_UPDATE, { args: [request] })).toBe("stopped");
    expect(tries).toBe(2);
    await handle.result();
  });

  test("keeps every message that comes while it happens", async () => {
    const expected = 60;
    const taken = new Set<string>();
    const work = carrying((runId, events) => {
      for (const { id } of events) taken.add(id);
      return taken.size === expected ? ended(runId) : waiting(runId);
    });
    await startWorker({ carry: work.carry });
    const [run] = newRuns(1);
    if (!run) return;
    const handle = await startJourney({ size: 1, runs: [run], continueAfter: 20 });
    const sent = Array.from({ length: expected }, () => message(randomUUID()));
    for (let index = 0; index < expected; index += 3) {
      const signals = sent.slice(index, index + 3);
      await Promise.all(signals.map((event) => handle.signal(INBOUND_SIGNAL, { runId: run.id, event })));
    }
    await handle.result();
    expect(taken).toEqual(new Set(sent.map(({ id }) => id)));
    const first = await handle.describe();
    expect(first.status.name).toBe("COMPLETED");
    expect(first.historyLength).toBeLessThan(60);
  });
});

describe("a cohort", () => {
  test("shares carries and timers among its runs, and ends with the last of them", async () => {
    const at = Date.now() + 400;
    const work = carrying((runId, _, visit) => (visit === 1 ? waiting(runId, at) : ended(runId)));
    await startWorker({ carry: work.carry });
    const handle = await startJourney({ size: 200, runs: newRuns(200) });
    await handle.result();
    expect(work.asked.map(({ items }) => items.length)).toEqual([200, 200]);
  });

  test("splits a batch that keeps dying until the poisoned run stands alone and is parked", async () => {
    const runs = newRuns(40);
    const poisoned = runs[17]?.id ?? "";
    const work = carrying((runId) => ended(runId));
    const parked: ParkInput[] = [];
    const carry = async (input: CarryInput) => {
      if (input.items.some(({ runId }) => runId === poisoned)) {
        throw ApplicationFailure.nonRetryable("this worker would have died", "Poison");
      }
      return work.carry(input);
    };
    const park = async (input: ParkInput): Promise<RunRest> => {
      parked.push(input);
      return { runId: input.runId, kind: "resting", status: "stuck", wakeAt: null };
    };
    await startWorker({ carry, park });
    const handle = await startJourney({ size: 40, runs });
    await eventually(() => expect(parked).toHaveLength(1));
    expect(parked[0]).toMatchObject({ runId: poisoned, reason: "this worker would have died" });
    await eventually(async () => {
      expect(await handle.query(STATE_QUERY)).toMatchObject([{ id: poisoned, status: "stuck" }]);
    });
    expect(work.asked.flatMap(({ items }) => items)).toHaveLength(39);
    await handle.terminate();
  });

  test("does not let the half without the poisoned run wait for the other", async () => {
    const runs = newRuns(8);
    const poisoned = runs[0]?.id ?? "";
    const order: string[] = [];
    let goOn = () => {};
    const othersWentOn = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const carry = async ({ items }: CarryInput): Promise<CarryResult> => {
      const isBad = items.some(({ runId }) => runId === poisoned);
      if (isBad && items.length < 8) await othersWentOn;
      order.push(`${items.length} ${isBad ? "died" : "went on"}`);
      if (!isBad) goOn();
      if (isBad) throw ApplicationFailure.nonRetryable("this worker would have died", "Poison");
      return { rests: items.map(({ runId }) => ended(runId)) };
    };
    await startWorker({ carry, park: async ({ runId }) => ended(runId) });
    await (await startJourney({ size: 8, runs })).result();
    expect(order.slice(0, 3)).toEqual(["8 died", "4 went on", "4 died"]);
  });

  test("hands on every message while it continues as new under load", async () => {
    const runs = newRuns(40);
    const seen = new Map<string, Set<string>>(runs.map(({ id }) => [id, new Set<string>()]));
    const work = carrying((runId, events) => {
      const mine = seen.get(runId);
      for (const { id } of events) mine?.add(id);
      return mine?.size === 5 ? ended(runId) : waiting(runId, Date.now() + 300);
    });
    await startWorker({ carry: work.carry });
    const handle = await startJourney({ size: 40, runs, continueAfter: 40 });
    const first = await handle.describe();
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        runs.map(({ id }) => handle.signal(INBOUND_SIGNAL, { runId: id, event: message(randomUUID()) })),
      );
    }
    await handle.result();
    expect((await temporalClient().workflow.getHandle(handle.workflowId).describe()).runId).not.toBe(
      first.runId,
    );
    expect([...seen.values()].map(({ size }) => size)).toEqual(runs.map(() => 5));
  });

  test("lets one run be controlled, and asks nobody else", async () => {
    const runs = newRuns(20);
    const chosen = runs[7]?.id ?? "";
    const controlled: string[] = [];
    const work = carrying((runId, events) => {
      const control = events.find(({ kind }) => kind === "control");
      if (control) controlled.push(runId);
      if (control) return { runId, kind: "ended", status: "stopped" };
      return waiting(runId, Date.now() + 3_600_000);
    });
    await startWorker({ carry: work.carry });
    const handle = await startJourney({ size: 20, runs });
    await eventually(() => expect(work.asked).toHaveLength(1));
    const request = { runId: chosen, id: randomUUID(), at: Date.now(), action: "stop" };
    expect(await handle.executeUpdate(CONTROL_UPDATE, { args: [request] })).toBe("stopped");
    expect(controlled).toEqual([chosen]);
    expect(work.asked.map(({ items }) => items.length).sort((a, b) => b - a)).toEqual([20, 1]);
    await handle.terminate();
  });

  test("performs slow effects in a lane of their own while neighbours go on", async () => {
    const runs = newRuns(3);
    const slowRun = runs[0]?.id ?? "";
    const neighbours = new Set<string>();
    let release = () => undefined as unknown;
    const held = new Promise<void>((resolve) => {
      release = resolve as () => unknown;
    });
    const work = carrying((runId, events) => {
      if (runId !== slowRun) {
        if (events.length === 0) return waiting(runId);
        neighbours.add(runId);
        return ended(runId);
      }
      if (events.some(({ kind }) => kind === "effect")) return ended(runId);
      const lane = { key: `${runId}:1`, timeout: 30_000, attempts: 1 };
      return { runId, kind: "slow", status: "running", wakeAt: null, work: lane };
    });
    await startWorker({ carry: work.carry, perform: () => held });
    const handle = await startJourney({ size: 3, runs });
    for (const { id } of runs)
      await handle.signal(INBOUND_SIGNAL, { runId: id, event: message(randomUUID()) });
    await eventually(() => expect(neighbours.size).toBe(2));
    release();
    await handle.result();
    const heard = work.asked.flatMap(({ items }) => items.filter(({ runId }) => runId === slowRun));
    expect(heard.flatMap(({ events }) => events.map(({ kind }) => kind)).sort()).toEqual([
      "effect",
      "message",
    ]);
  });

  test("uses up no attempt of a slow effect while Postgres is away", async () => {
    const [run = { id: "" }] = newRuns(1);
    const work = carrying((runId, events) => {
      const through = events.find(({ kind }) => kind === "effect");
      if (through?.kind === "effect" && through.failure === undefined) return ended(runId);
      const slow = { key: `${runId}:1`, timeout: 5_000, attempts: 1 };
      return { runId, kind: "slow", status: "running", wakeAt: null, work: slow };
    });
    let tries = 0;
    const perform = async () => {
      tries += 1;
      if (tries < 3) throw ApplicationFailure.nonRetryable("Postgres is away", UNAVAILABLE);
    };
    await startWorker({ carry: work.carry, perform });
    await (await startJourney({ size: 1, runs: [run] })).result();
    expect(tries).toBe(3);
  });

  test("tells a run why the slow lane gave up", async () => {
    const reasons: string[] = [];
    const work = carrying((runId, events) => {
      const effect = events.find((event) => event.kind === "effect");
      if (effect?.kind === "effect") {
        reasons.push(effect.failure ?? "");
        return ended(runId);
      }
      const lane = { key: `${runId}:1`, timeout: 5_000, attempts: 2 };
      return { runId, kind: "slow", status: "running", wakeAt: null, work: lane };
    });
    const perform = vi.fn(async () => {
      throw new Error("the service is on fire");
    });
    await startWorker({ carry: work.carry, perform });
    const handle = await startJourney({ size: 1, runs: newRuns(1) });
    await handle.result();
    expect(perform).toHaveBeenCalledTimes(2);
    expect(reasons).toEqual(["the service is on fire"]);
  });
});
