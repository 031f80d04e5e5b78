import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectionContext } from "#server/connections/open-connection.ts";
import { transact } from "#server/platform/database.ts";
import { sealJson } from "#server/platform/secrets.ts";
import { CrmEmulator } from "#tests/emulators/crm/emulator.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();
let crm: CrmEmulator;

beforeAll(async () => {
  crm = await CrmEmulator.start();
  await connect("sales", { signingSecret: crm.secret }, crm.url);
  await connect("wrong", { signingSecret: "not the right secret" }, crm.url);
  await connect("inside", { signingSecret: crm.secret }, null, { url: "http://localhost:5432/" });
});
afterAll(() => crm.stop());
beforeEach(() => {
  crm.done.length = 0;
});

async function connect(
  key: string,
  credentials: object,
  apiBaseUrl: string | null,
  config: { url?: string } = {},
): Promise<void> {
  const { actor, id: workspaceId } = engine.workspace;
  const id = uuidv7();
  const credentialsEncrypted = sealJson(credentials, connectionContext(id));
  const row = {
    id,
    workspaceId,
    provider: "generic",
    key,
    name: key,
    config,
    credentialsEncrypted,
    apiBaseUrl,
  };
  await transact(actor, (tx) => tx.crmConnection.create({ data: row }));
}

const asks = (...configs: Record<string, unknown>[]) =>
  drawn(
    "Asks the CRM",
    {
      start: { type: "trigger.message" },
      ...Object.fromEntries(configs.map((config, index) => [`crm${index}`, { type: "crm", config }])),
      good: { type: "exit", config: { reason: "good" } },
      bad: { type: "exit", config: { reason: "bad" } },
    },
    configs.flatMap((_, index) => [
      index === 0 ? ["start", "next", "crm0"] : [`crm${index - 1}`, "next", `crm${index}`],
      ...(index === configs.length - 1 ? [[`crm${index}`, "next", "good"]] : []),
      [`crm${index}`, "failed", "bad"],
    ]) as [string, string, string][],
  );

async function play(...configs: Record<string, unknown>[]) {
  const journeyId = await engine.publish(asks(...configs));
  await engine.customer().writes("gold");
  const run = await engine.runIn(journeyId, "exited");
  await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
  return run;
}

const lead = { connection: "sales", object: "Lead" };

describe("a journey that uses a CRM", () => {
  test("makes a record, knows it again, and reads what it wants of it", async () => {
    await engine.start();
    const run = await play(
      { ...lead, action: "upsert", fields: { Plan: "{{ message.text }}", Seats: 3 }, saveAs: "made" },
      { ...lead, action: "upsert", fields: { Plan: "silver" } },
      { ...lead, action: "read", fields: ["Plan"], saveAs: "found" },
      { ...lead, object: "Task", action: "read", saveAs: "none" },
    );
    expect(run.endReason).toBe("good");
    expect(run.state).toMatchObject({
      vars: { made: { id: "Lead-1" }, found: { Plan: "silver" }, none: null },
    });
    expect(crm.records.get("Lead/Lead-1")).toEqual({ Plan: "silver", Seats: 3 });
    const links = await transact(engine.workspace.actor, (tx) =>
      tx.crmLink.findMany({ where: { contactId: run.contactId } }),
    );
    expect(links).toMatchObject([{ object: "Lead", externalId: "Lead-1" }]);
  });

  test("tries again while the CRM is busy, and logs once", async () => {
    await engine.start();
    crm.failures = [503, 500];
    const run = await play({ ...lead, object: "Call", action: "log", fields: { Subject: "Hello" } });
    expect([run.endReason, crm.done.length, run.effects[0]?.attempts]).toEqual(["good", 1, 3]);
  });

  test("fails with the reason where the CRM refuses, or its address is a private one", async () => {
    await engine.start();
    const refused = await play({ ...lead, connection: "wrong", action: "log" });
    expect(refused.endReason).toBe("bad");
    expect(JSON.stringify(refused.steps)).toContain("The CRM answered 401: The signature is not right");
    crm.refusal = "No: not the right secret is wrong";
    const told = await play({ ...lead, connection: "wrong", action: "log" });
    expect(JSON.stringify(told.steps)).toContain("No: ••• is wrong");
    const inside = await play({ ...lead, connection: "inside", action: "log" });
    expect(inside.effects[0]).toMatchObject({ error: { code: "private_address" } });
    await transact(engine.workspace.actor, (tx) =>
      tx.crmConnection.updateMany({ data: { status: "paused" } }),
    );
    const paused = await play({ ...lead, action: "log" });
    expect(paused.effects[0]).toMatchObject({ error: { code: "connection_paused" } });
  });
});
