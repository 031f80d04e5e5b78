import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transact } from "#server/platform/database.ts";
import { seal } from "#server/platform/secrets.ts";
import { json, ServiceEmulator } from "#tests/emulators/service/emulator.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

let service: ServiceEmulator;

// Before anything reads the environment.
beforeAll(async () => {
  service = await ServiceEmulator.start();
  process.env.PRIVATE_ADDRESSES_ALLOWED = service.host;
});
afterAll(() => service.stop());
beforeEach(() => {
  service.calls.length = 0;
});

const engine = engineForTests();
const SECRET = "s3cret-token";
const PEM = '-----BEGIN KEY-----\n"s3cret\\line"\n-----END KEY-----';

beforeAll(async () => {
  const { actor, id: workspaceId } = engine.workspace;
  for (const [key, value] of Object.entries({ token: SECRET, pem: PEM })) {
    const id = uuidv7();
    const valueEncrypted = seal(value, `secret:${id}`);
    await transact(actor, (tx) => tx.secret.create({ data: { id, workspaceId, key, valueEncrypted } }));
  }
});

const calls = (config: Record<string, unknown>) =>
  drawn(
    "Calls a service",
    {
      start: { type: "trigger.message" },
      call: { type: "http", config },
      good: { type: "exit", config: { reason: "good" } },
      bad: { type: "exit", config: { reason: "bad" } },
    },
    [
      ["start", "next", "call"],
      ["call", "success", "good"],
      ["call", "failed", "bad"],
    ],
  );

async function runOf(config: Record<string, unknown>, text = "42") {
  const journeyId = await engine.publish(calls(config));
  await engine.customer().writes(text);
  const run = await engine.runIn(journeyId, "exited");
  await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
  return run;
}

describe("a journey that calls a service", () => {
  test("sends what the author wrote with its secrets and the run's key, and keeps the answer but no secret", async () => {
    await engine.start();
    service.answer = ({ headers }, response) =>
      json(response, { order: { total: 12 }, saw: headers.authorization });
    const run = await runOf({
      method: "POST",
      url: `${service.url}/orders/{{ message.text | url_encode }}?key={{ secrets.token }}`,
      headers: { authorization: "Bearer {{ secrets.token }}" },
      body: { order: "{{ message.text }}" },
      secrets: ["token"],
      saveAs: "found",
    });
    expect(run.endReason).toBe("good");
    const [call] = service.calls;
    expect(call).toMatchObject({
      method: "POST",
      path: `/orders/42?key=${SECRET}`,
      body: '{"order":"42"}',
      headers: {
        authorization: `Bearer ${SECRET}`,
        "content-type": "application/json",
        "idempotency-key": run.effects[0]?.key,
      },
    });
    expect(run.state).toMatchObject({ vars: { found: { order: { total: 12 }, saw: "Bearer •••" } } });
    expect(JSON.stringify(run)).not.toContain(SECRET);
  });

  test("keeps no secret that the answer's JSON spells otherwise", async () => {
    await engine.start();
    service.answer = ({ body }, response) => json(response, { [body]: body, list: [`is ${body}`] });
    const { vars } = (
      await runOf({
        method: "POST",
        url: service.url,
        body: "{{ secrets.pem }}",
        secrets: ["pem"],
        saveAs: "found",
      })
    ).state as unknown as { vars: unknown };
    expect(vars).toMatchObject({ found: { "•••": "•••", list: ["is •••"] } });
  });

  test("keeps an answer with text that Postgres cannot hold, without that", async () => {
    await engine.start();
    service.answer = (_, response) => json(response, { "a\0": "b\0\ud800\\u0000" });
    const run = await runOf({ method: "POST", url: service.url, saveAs: "found" });
    expect(run.state).toMatchObject({ vars: { found: { "a\ufffd": "b\ufffd\ufffd\\u0000" } } });
    expect(service.calls).toHaveLength(1);
  });

  test("fails by the status, and says which", async () => {
    await engine.start();
    service.answer = (_, response) => json(response, {}, 404);
    const run = await runOf({ method: "POST", url: service.url });
    expect(run.endReason).toBe("bad");
    expect(run.effects[0]).toMatchObject({ status: "failed", error: { code: "http_404" }, attempts: 1 });
    expect(JSON.stringify(run.steps)).toContain("The service answered 404.");
  });

  test("reads again what is busy, with the same key, and gives up in the end", async () => {
    await engine.start();
    service.answer = (_, response) =>
      service.calls.length < 2 ? json(response, {}, 503) : json(response, { ok: true });
    expect((await runOf({ method: "GET", url: service.url })).endReason).toBe("good");
    expect(new Set(service.calls.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
    service.calls.length = 0;
    service.answer = (_, response) => json(response, {}, 500);
    const run = await runOf({ method: "GET", url: service.url });
    expect([run.endReason, service.calls.length]).toEqual(["bad", 3]);
    expect(JSON.stringify(run.steps)).toContain("The service answered 500.");
  });

  test("does not post twice what may have been carried out", async () => {
    await engine.start();
    service.answer = () => undefined;
    const run = await runOf({ method: "POST", url: service.url, timeout: "PT0.3S" });
    expect([run.endReason, service.calls.length]).toEqual(["bad", 1]);
    expect(JSON.stringify(run.steps)).toContain("may have carried it out");
  });

  test("calls no private address, and says so", async () => {
    await engine.start();
    const run = await runOf({ method: "GET", url: "http://localhost:5432/{{ message.text }}" });
    expect(run.endReason).toBe("bad");
    expect(run.effects[0]).toMatchObject({ error: { code: "private_address" }, attempts: 1 });
    expect(JSON.stringify(run.steps)).toContain("localhost is a private address");
  });

  test("fails where the answer is too long to be kept, or a secret is not there", async () => {
    await engine.start();
    service.answer = (_, response) => response.end("x".repeat(300_000));
    const long = await runOf({ method: "GET", url: service.url, saveAs: "text" });
    expect(long.effects[0]).toMatchObject({ error: { code: "too_large" } });
    service.calls.length = 0;
    const config = { method: "GET", url: `${service.url}/{{ secrets.token }}`, secrets: ["token"] };
    const journeyId = await engine.publish(calls(config));
    await transact(engine.workspace.actor, (tx) =>
      tx.secret.updateMany({ where: { key: "token" }, data: { key: "renamed" } }),
    );
    await engine.customer().writes("hello");
    const gone = await engine.runIn(journeyId, "exited");
    expect(gone.effects[0]).toMatchObject({ error: { code: "unknown_secret" } });
    expect(service.calls).toHaveLength(0);
  });
});
