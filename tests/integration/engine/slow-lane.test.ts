import { uuidv7 } from "uuidv7";
import { describe, expect, onTestFinished, test } from "vitest";
import { performHttp } from "#activities/http.ts";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { type SlowRequest, tryAgain } from "#activities/slow-performer.ts";
import { slowPerformers } from "#activities/slow-performers.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { beginSlowEffect, finishSlowEffect, noteSlowFailure } from "#server/journeys/slow-effects.ts";
import { ServiceEmulator } from "#tests/emulators/service/emulator.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const journey = (extra: Record<string, unknown> = {}) =>
  drawn(
    "Slow",
    {
      start: { type: "trigger.message" },
      call: { type: "http", config: { method: "POST", url: "https://service.example.com", ...extra } },
      good: { type: "exit", config: { reason: "good" } },
      bad: { type: "exit", config: { reason: "bad" } },
    },
    [
      ["start", "next", "call"],
      ["call", "success", "good"],
      ["call", "failed", "bad"],
    ],
  );

async function startWith(perform: (request: SlowRequest<"http">) => Promise<EffectOutcome>): Promise<void> {
  await engine.startWorker(createJourneyActivities(performers, { ...slowPerformers, http: perform }));
  engine.startTheRelay();
}

describe("the slow lane", () => {
  test("tells an attempt that failed from one that was never heard of again", async () => {
    let release: (outcome: EffectOutcome) => void = () => undefined;
    const idle = new Promise<EffectOutcome>((resolve) => {
      release = resolve;
    });
    onTestFinished(() => release({ status: "done" }));
    await startWith(() => idle);
    const journeyId = await engine.publish(journey());
    await engine.customer().writes("hello");
    const { id: workspaceId } = engine.workspace;
    const run = await eventually(async () => {
      const [found] = await engine.runs(journeyId);
      if (found?.effects[0]?.attempts !== 1) throw new Error("The effect is not under way yet");
      return found;
    }, 25);
    const key = run.effects[0]?.key ?? "";
    expect(await beginSlowEffect(workspaceId, run.id, key)).toMatchObject({ attempt: 2, interrupted: true });
    await noteSlowFailure(workspaceId, key, new Error("It was busy"));
    expect(await beginSlowEffect(workspaceId, run.id, key)).toMatchObject({ attempt: 3, interrupted: false });
    await finishSlowEffect(workspaceId, key, { status: "later", at: Date.now(), reason: "Not yet" });
    expect(await beginSlowEffect(workspaceId, run.id, key)).toMatchObject({ attempt: 4, interrupted: false });
    await finishSlowEffect(workspaceId, key, { status: "done" });
    expect(await beginSlowEffect(workspaceId, run.id, key)).toBeUndefined();
    release({ status: "done" });
    expect((await engine.runIn(journeyId, "exited")).endReason).toBe("good");
  });

  test("puts an effect off for as long as its performer says, and asks again then", async () => {
    let asked = 0;
    await startWith(async () => {
      asked += 1;
      if (asked === 1) return { status: "later", at: Date.now() + 300, reason: "Not before noon" };
      return { status: "done" };
    });
    const journeyId = await engine.publish(journey());
    await engine.customer().writes("hello");
    const run = await engine.runIn(journeyId, "exited");
    expect([run.endReason, asked]).toEqual(["good", 2]);
    expect(JSON.stringify(run.steps)).toContain("Not before noon");
  });

  test("gives up after so many attempts, with the last reason", async () => {
    let asked = 0;
    await startWith(async () => {
      asked += 1;
      throw tryAgain(`Busy for the time ${asked}`, 0);
    });
    const journeyId = await engine.publish(journey());
    await engine.customer().writes("hello");
    const run = await engine.runIn(journeyId, "exited");
    expect([run.endReason, asked]).toEqual(["bad", 3]);
    expect(JSON.stringify(run.steps)).toContain("Busy for the time 3");
  });

  test("tells a run that was paused meanwhile that it gave up, and begins no second series of attempts", async () => {
    let asked = 0;
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    onTestFinished(() => goOn());
    await startWith(async () => {
      asked += 1;
      await paused;
      throw tryAgain(`Busy for the time ${asked}`, 0);
    });
    const journeyId = await engine.publish(journey());
    await engine.customer().writes("hello");
    await eventually(() => expect(asked).toBe(1), 25);
    const [run] = await engine.runs(journeyId);
    await controlRun(engine.workspace.actor, run?.id ?? "", "pause");
    goOn();
    await eventually(async () => {
      const [found] = await engine.runs(journeyId);
      expect(found?.effects[0]?.status).toBe("failed");
    }, 25);
    await controlRun(engine.workspace.actor, run?.id ?? "", "resume");
    expect([(await engine.runIn(journeyId, "exited")).endReason, asked]).toEqual(["bad", 3]);
  });

  test("takes a service that is away for what it is, and not for Postgres", async () => {
    let asked = 0;
    await startWith(async () => {
      asked += 1;
      throw Object.assign(new Error(`connect ECONNREFUSED for the time ${asked}`), { code: "ECONNREFUSED" });
    });
    const journeyId = await engine.publish(journey());
    await engine.customer().writes("hello");
    const run = await engine.runIn(journeyId, "exited");
    expect([run.endReason, asked]).toEqual(["bad", 3]);
    expect(JSON.stringify(run.steps)).toContain("ECONNREFUSED for the time 3");
  });

  test("does not post again what a worker died over", async () => {
    const service = await ServiceEmulator.start();
    const request = {
      workspaceId: engine.workspace.id,
      key: `${uuidv7()}:1`,
      interrupted: true,
      signal: new AbortController().signal,
      effect: {
        kind: "http",
        method: "POST",
        url: service.url,
        headers: {},
        secrets: [],
        mark: "mark",
        timeout: "PT1S",
        saves: false,
      },
    } as unknown as SlowRequest<"http">;
    expect(await performHttp(request)).toMatchObject({ status: "unknown" });
    expect(service.calls).toHaveLength(0);
    await service.stop();
  });
});
