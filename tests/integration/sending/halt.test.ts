import { beforeAll, describe, expect, test } from "vitest";
import { POST } from "#app/api/webhooks/[channelType]/[accountId]/route.ts";
import { DEFAULT_BREAKER } from "#core/sending/circuit-breaker.ts";
import { resumeJourney } from "#server/journeys/change-journey.ts";
import { controlRun } from "#server/journeys/control-run.ts";
import { listNotifications } from "#server/notifications/read-notifications.ts";
import { transact } from "#server/platform/database.ts";
import { haltSending, resumeSending } from "#server/sending/halt-sending.ts";
import { writePulses } from "#server/sending/journey-pulse.ts";
import { getSending, saveBreaker } from "#server/sending/read-sending.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();
let admin: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  admin = await makeUser(engine.workspace.id, { role: "admin" });
});

const greets = (name: string) =>
  drawn(
    name,
    {
      start: { type: "trigger.message", config: { keywords: [name.toLowerCase()] } },
      hello: { type: "send", config: { text: `Hello from ${name}` } },
    },
    [["start", "next", "hello"]],
  );

const linesOf = async (journeyId: string) => {
  const [run] = await engine.runs(journeyId);
  return (run?.steps ?? []).flatMap(({ trail }) => (trail as { why: string }[]).map(({ why }) => why));
};

describe("the kill switch", () => {
  test("holds what runs of the workspace would send; resuming sends it, once", async () => {
    await engine.start();
    const journeyId = await engine.publish(greets("Alpha"));
    await haltSending(admin, { reason: "Wrong text" });
    const customer = engine.customer();
    await customer.writes("alpha");
    const held = await engine.runIn(journeyId, "waiting");
    expect(held.waitingFor).toMatchObject({ kind: "effect", code: "halted" });
    expect(await getSending(admin)).toMatchObject({ haltedAt: expect.any(String), held: 1 });
    expect(customer.count()).toBe(0);
    await resumeSending(admin, {});
    await engine.runIn(journeyId, "completed");
    expect(customer.count("Hello from Alpha")).toBe(1);
    expect(await linesOf(journeyId)).toContain("Sending is halted for the workspace");
    const events = await transact(engine.workspace.actor, (tx) =>
      tx.event.findMany({ where: { type: { startsWith: "sending." } }, orderBy: { position: "asc" } }),
    );
    expect(events.map(({ type, data }) => [type, (data as { scope: string }).scope])).toEqual([
      ["sending.halted", "workspace"],
      ["sending.resumed", "workspace"],
    ]);
  });

  test("of one journey leaves the others alone", async () => {
    await engine.start();
    const [bad, good] = [await engine.publish(greets("Beta")), await engine.publish(greets("Gamma"))];
    await haltSending(admin, { journey: bad });
    const customer = engine.customer();
    await customer.writes("beta");
    await engine.runIn(bad, "waiting");
    const other = engine.customer();
    await other.writes("gamma");
    await engine.runIn(good, "completed");
    await resumeSending(admin, { journey: bad });
    await engine.runIn(bad, "completed");
    expect([customer.count(), other.count()]).toEqual([1, 1]);
  });
});

describe("the circuit breaker", () => {
  test("pauses a journey whose messages fail, tells its owner once, and closes when it is resumed", async () => {
    await engine.start();
    await saveBreaker(admin, { ...DEFAULT_BREAKER, failures: { count: 2, share: 0.5 } });
    const journeyId = await engine.publish(greets("Delta"));
    await transact(engine.workspace.actor, (tx) =>
      tx.journey.update({ where: { id: journeyId }, data: { ownerId: admin.userId } }),
    );
    for (let index = 0; index < 2; index++) {
      engine.emulator.failNext({ kind: "error", status: 400, code: 21606 });
      await engine.customer().writes("delta");
    }
    await eventually(async () => {
      const runs = await engine.runs(journeyId);
      expect(runs.map(({ status }) => status)).toEqual(["stuck", "stuck"]);
    });
    await Promise.all([writePulses(), writePulses()]);
    const tripped = await eventually(async () => {
      const { journeys } = await getSending(admin);
      expect(journeys).toHaveLength(1);
      return journeys[0];
    });
    expect(tripped).toMatchObject({ id: journeyId, by: "breaker" });
    expect(tripped?.reason).toBe("The circuit breaker paused it: 2 of 2 messages failed within 10 minutes");
    const { data } = await listNotifications(admin, { limit: 50 });
    expect(data.filter(({ text }) => text.includes("Delta"))).toHaveLength(1);
    const [first] = await engine.runs(journeyId);
    await controlRun(admin, first?.id ?? "", "retry");
    await eventually(async () => {
      const [retried] = await engine.runs(journeyId);
      expect(retried).toMatchObject({ status: "waiting", waitingFor: { code: "halted" } });
    });
    await resumeJourney(admin, journeyId);
    await eventually(async () => {
      const [retried] = await engine.runs(journeyId);
      expect(retried?.status).toBe("completed");
    });
    expect((await getSending(admin)).journeys).toEqual([]);
    await saveBreaker(admin, DEFAULT_BREAKER);
  });
});

describe("a message of which no answer came", () => {
  const lost = async (name: string) => {
    await engine.start();
    const journeyId = await engine.publish(greets(name));
    engine.emulator.failNext({ kind: "resetAfter" });
    const customer = engine.customer();
    await customer.writes(name.toLowerCase());
    const run = await engine.runIn(journeyId, "stuck");
    expect(run.stuckCode).toBe("unknown_outcome");
    return { journeyId, customer, run };
  };

  test("frees its run when a status tells of it late", async () => {
    const { journeyId, customer } = await lost("Epsilon");
    const sent = await customer.reads("Hello from Epsilon");
    const fields = engine.emulator.statusFields(sent, "delivered");
    const url = new URL(sent.statusCallback ?? "");
    const { default: twilio } = await import("twilio");
    const signature = twilio.getExpectedTwilioSignature(engine.emulator.authToken, url.href, fields);
    const answer = await POST(
      new Request(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-twilio-signature": signature,
        },
        body: new URLSearchParams(fields),
      }),
      { params: Promise.resolve({ channelType: "sms", accountId: url.pathname.split("/").at(-1) ?? "" }) },
    );
    expect(answer.status).toBe(200);
    await engine.runIn(journeyId, "completed");
    expect(customer.count()).toBe(1);
  });

  test("is sent once more only by somebody who says that they know", async () => {
    const { journeyId, customer, run } = await lost("Zeta");
    await expect(controlRun(admin, run.id, "retry")).rejects.toMatchObject({ code: "conflict" });
    await controlRun(admin, run.id, "retry", { resendUnknown: true });
    await engine.runIn(journeyId, "completed");
    expect(customer.count()).toBe(2);
  });
});
