import { uuidv7 } from "uuidv7";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCallPerformer } from "#activities/call.ts";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { slowPerformers } from "#activities/slow-performers.ts";
import type { OutboundCall, PlacedCall } from "#channels/voice/provider.ts";
import { settleCall } from "#server/calls/settle-call.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();
let placed: OutboundCall[] = [];
let answer: PlacedCall = { kind: "placed", externalId: "CA1" };
const provider = {
  place: async (_: unknown, call: OutboundCall): Promise<PlacedCall> => {
    placed.push(call);
    return answer;
  },
};

beforeAll(async () => {
  const { actor, id: workspaceId } = engine.workspace;
  await transact(actor, (tx) =>
    tx.channelAccount.create({
      data: { id: uuidv7(), workspaceId, type: "voice", provider: "stand-in", key: "phone", name: "Phone" },
    }),
  );
});
beforeEach(() => {
  placed = [];
  answer = { kind: "placed", externalId: "CA1" };
});

async function startWith(find: (name: string) => typeof provider | undefined): Promise<void> {
  const slow = { ...slowPerformers, call: createCallPerformer(find) };
  await engine.startWorker(createJourneyActivities(performers, slow));
  engine.startTheRelay();
}

const calls = (settings: Record<string, unknown> = {}) =>
  drawn(
    "Calls",
    {
      start: { type: "trigger.message" },
      call: { type: "call", config: { say: "Are you coming?", gather: { kind: "digits", maxDigits: 1 } } },
      answered: { type: "exit", config: { reason: "answered" } },
      noAnswer: { type: "exit", config: { reason: "noAnswer" } },
      failed: { type: "exit", config: { reason: "failed" } },
    },
    [
      ["start", "next", "call"],
      ["call", "answered", "answered"],
      ["call", "noAnswer", "noAnswer"],
      ["call", "failed", "failed"],
    ],
    settings,
  );

async function ring(settings?: Record<string, unknown>) {
  const journeyId = await engine.publish(calls(settings));
  const customer = engine.customer();
  await customer.writes("call me");
  return { journeyId, customer };
}

const oneCall = () =>
  eventually(() => {
    const [call] = placed;
    if (!call) throw new Error("Nobody was called yet");
    return call;
  }, 25);

describe("a journey that calls", () => {
  test("rings the customer once and goes on by what is told of the call, however often it is told", async () => {
    await startWith(() => provider);
    const { journeyId, customer } = await ring();
    const call = await oneCall();
    expect(call).toMatchObject({
      to: customer.number,
      say: "Are you coming?",
      gather: { kind: "digits", maxDigits: 1, timeout: 5000 },
      repeated: false,
    });
    expect(call.statusCallbackUrl).toContain("/api/webhooks/voice/");
    const result = { key: call.key, outcome: "answered", gathered: "1" } as const;
    const told = await Promise.all([1, 2, 3].map(() => settleCall(engine.workspace.id, result)));
    expect(told.filter(Boolean)).toHaveLength(1);
    const run = await engine.runIn(journeyId, "exited");
    expect(run.endReason).toBe("answered");
    expect(run.state).toMatchObject({ vars: { said: "1" } });
    expect(placed).toHaveLength(1);
    const logged = await transact(engine.workspace.actor, (tx) =>
      tx.event.findMany({ where: { runId: run.id, type: "call.settled" } }),
    );
    expect(logged.map(({ data }) => data)).toEqual([{ effectKey: call.key, outcome: "answered" }]);
  });

  test("fails with the provider's reason, and with the way out where there is no provider", async () => {
    await startWith((name) => (name === "stand-in" ? provider : undefined));
    const { journeyId } = await ring();
    const { key } = await oneCall();
    await settleCall(engine.workspace.id, { key, outcome: "failed", reason: "The number is not in use" });
    const run = await engine.runIn(journeyId, "exited");
    expect(run.endReason).toBe("failed");
    expect(JSON.stringify(run.steps)).toContain("The number is not in use");
    expect(await settleCall(engine.workspace.id, { key: `${uuidv7()}:1`, outcome: "answered" })).toBe(false);
  });

  test("fails clearly where no voice provider is set up", async () => {
    await engine.start();
    const { journeyId } = await ring();
    const run = await engine.runIn(journeyId, "exited");
    expect(run.effects[0]).toMatchObject({ error: { code: "no_voice_provider" } });
    expect(JSON.stringify(run.steps)).toContain("connect one under Settings, Channels");
  });

  test("rings nobody in quiet hours, but waits for their end", async () => {
    await startWith(() => provider);
    const now = new Date();
    const clock = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16);
    const settings = { quietHours: { from: clock(-2), to: clock(2) }, timezone: "UTC" };
    const { journeyId } = await ring(settings);
    const run = await engine.runIn(journeyId, "waiting");
    expect(run.wakeAt?.getTime()).toBeGreaterThan(now.getTime() + 3_600_000);
    expect(run.waitingFor).toMatchObject({ effect: "call", code: "quiet_hours" });
    expect(run.effects[0]).toMatchObject({ status: "claimed", attempts: 1 });
    expect(placed).toHaveLength(0);
  });

  test("is parked where nobody knows whether it rang", async () => {
    await startWith(() => provider);
    answer = { kind: "unknown", reason: "No answer came from the provider" };
    const { journeyId } = await ring();
    const run = await engine.runIn(journeyId, "stuck");
    expect(run.stuckReason).toContain("No answer came");
    expect(placed).toHaveLength(1);
  });
});
