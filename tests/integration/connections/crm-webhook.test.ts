import { createHmac, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { POST } from "#app/api/webhooks/crm/[connectionId]/route.ts";
import { createConnection, patchConnection, removeConnection } from "#server/connections/connections.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();
const SECRET = "a secret of the clinic’s own";

beforeEach(() => engine.start());

async function connect(): Promise<{ id: string; key: string }> {
  const key = `crm_${randomUUID().replaceAll("-", "")}`;
  const given = { provider: "generic", key, name: "CRM", config: {}, credentials: { signingSecret: SECRET } };
  return createConnection(engine.workspace.actor, given);
}

interface Sent {
  id?: string;
  secret?: string;
  /** Seconds since the epoch. */
  at?: number;
  headers?: Record<string, string>;
}

/** Posts as a CRM does: signed over its raw bytes. */
async function post(connectionId: string, body: unknown, sent: Sent = {}) {
  const { id = randomUUID(), secret = SECRET, at = Math.floor(Date.now() / 1000), headers = {} } = sent;
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const signature = createHmac("sha256", secret).update(`${id}.${at}.${raw}`).digest("base64");
  const request = new Request(`http://localhost:3000/api/webhooks/crm/${connectionId}`, {
    method: "POST",
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(at),
      "webhook-signature": `v1,${signature}`,
      ...headers,
    },
    body: raw,
  });
  const response = await POST(request, { params: Promise.resolve({ connectionId }) });
  return { status: response.status, body: await response.json() };
}

const lead = (extra: Record<string, unknown> = {}) => ({
  object: "Lead",
  change: "updated",
  id: randomUUID(),
  contact: { email: `${randomUUID()}@example.com`, firstName: "Marta" },
  fields: ["stage"],
  record: { stage: "won", value: 1200 },
  ...extra,
});

function journeyOn(config: Record<string, unknown>) {
  return engine.publish(
    drawn(
      `CRM ${randomUUID()}`,
      {
        start: { type: "trigger.crm", config: { object: "Lead", change: "updated", ...config } },
        end: { type: "exit", config: { reason: "told" } },
      },
      [["start", "next", "end"]],
    ),
  );
}

/** Everything that deliveries promised has been done. */
async function settled(): Promise<void> {
  await eventually(async () => {
    const open = await transact(engine.workspace.actor, (tx) =>
      tx.outboxEntry.count({ where: { status: "pending" } }),
    );
    expect(open).toBe(0);
  });
}

describe("a CRM's webhook", () => {
  it("starts a journey once, also when the delivery comes twice at once", async () => {
    const connection = await connect();
    const journeyId = await journeyOn({ connection: connection.key });
    const told = lead();
    const answers = await Promise.all([1, 2, 3].map(() => post(connection.id, told, { id: "delivery-1" })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ body }) => body.status).sort()).toEqual(["duplicate", "duplicate", "taken"]);
    const run = await engine.runIn(journeyId, "exited");
    const { contactId, eventId } = answers.find(({ body }) => body.status === "taken")?.body ?? {};
    expect(run).toMatchObject({ contactId, triggerEventId: eventId });
    const event = await transact(engine.workspace.actor, (tx) =>
      tx.customEvent.findUniqueOrThrow({ where: { id: eventId } }),
    );
    expect(event).toMatchObject({
      source: "crm",
      properties: {
        connection: connection.key,
        object: "Lead",
        change: "updated",
        id: told.id,
        fields: ["stage"],
        record: { stage: "won", value: 1200 },
      },
    });
  });

  it("starts by its connection, object, change, fields and condition alone", async () => {
    const [connection, other] = [await connect(), await connect()];
    const when = { field: "event.properties.record.value", op: "gt", value: 1000 };
    const fitting = [{ fields: ["stage", "owner"] }, { when }, {}].map((config) => journeyOn(config));
    const others = [
      { fields: ["owner"] },
      { when: { ...when, value: 2000 } },
      { object: "Deal" },
      { change: "created" },
      { connection: other.key },
    ].map((config) => journeyOn(config));
    const [started, idle] = [await Promise.all(fitting), await Promise.all(others)];
    await post(connection.id, lead());
    for (const journeyId of started) await engine.runIn(journeyId, "exited");
    await settled();
    for (const journeyId of idle) expect(await engine.runs(journeyId)).toEqual([]);
  });

  it("reaches a run that waits for the change, and knows whose record it is by its id", async () => {
    const connection = await connect();
    const journeyId = await engine.publish(
      drawn(
        "Until won",
        {
          start: { type: "trigger.crm", config: { object: "Deal", change: "created" } },
          wait: {
            type: "waitFor",
            config: {
              events: [{ outlet: "won", on: "crm", name: "Deal", to: "updated" }],
              saveAs: "deal",
            },
          },
          end: { type: "exit", config: { reason: "won" } },
        },
        [
          ["start", "next", "wait"],
          ["wait", "won", "end"],
        ],
      ),
    );
    const deal = lead({ object: "Deal", change: "created" });
    const made = await post(connection.id, deal);
    await engine.runIn(journeyId, "waiting");
    const { contact: _, ...nobody } = deal;
    const told = await post(connection.id, { ...nobody, change: "updated" });
    expect(told.body).toMatchObject({ status: "taken", contactId: made.body.contactId });
    await engine.runIn(journeyId, "exited");
  });

  it("is refused without a signature of the raw bytes, and leaves no trace", async () => {
    const { id } = await connect();
    const before = await deliveries();
    const forged = await post(id, lead(), { secret: "another secret altogether" });
    expect(forged).toMatchObject({ status: 403, body: { code: "forbidden" } });
    const altered = await post(id, lead(), { headers: { "webhook-id": "another" } });
    expect(altered.status).toBe(403);
    const shortened = await post(id, lead(), { headers: { "webhook-signature": "v1,AAAA" } });
    expect(shortened.status).toBe(403);
    expect((await post(id, lead(), { headers: { "webhook-signature": "" } })).status).toBe(400);
    const old = await post(id, lead(), { at: Math.floor(Date.now() / 1000) - 301 });
    expect(old.body.detail).toContain("webhook-timestamp");
    expect((await post(randomUUID(), lead())).status).toBe(404);
    expect((await post("nothing", lead())).status).toBe(404);
    expect(await deliveries()).toBe(before);
  });

  it("is told which field is not right", async () => {
    const { id } = await connect();
    expect((await post(id, "{")).body).toMatchObject({ status: 400, code: "invalid_request" });
    const { body } = await post(id, lead({ change: "renamed" }));
    expect(body.problems).toMatchObject([{ path: "change" }]);
  });

  it("is told of text that Postgres cannot hold", async () => {
    const { id } = await connect();
    const answer = await post(id, lead({ record: { stage: "won\u0000" } }));
    expect(answer).toMatchObject({ status: 400, body: { problems: [{ path: "record.stage" }] } });
  });

  it("is not read further than it may be long", async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        if (pulled > 100) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const request = new Request("http://localhost:3000/api/webhooks/crm/nothing", init);
    const response = await POST(request, { params: Promise.resolve({ connectionId: randomUUID() }) });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(30);
  });

  it("keeps, and does nothing with, what concerns nobody", async () => {
    const { id } = await connect();
    const { contact: _, ...nobody } = lead();
    expect((await post(id, nobody, { id: "nobody" })).body).toMatchObject({ status: "ignored" });
    expect((await post(id, nobody, { id: "nobody" })).body).toEqual({ status: "duplicate" });
  });

  it("is turned away while the connection is paused; a connection in use stays", async () => {
    const { actor } = engine.workspace;
    const connection = await connect();
    await patchConnection(actor, connection.id, { status: "paused" });
    expect((await post(connection.id, lead(), { id: "again" })).status).toBe(409);
    await patchConnection(actor, connection.id, { status: "active" });
    expect((await post(connection.id, lead(), { id: "again" })).body.status).toBe("taken");
    await journeyOn({ connection: connection.key });
    await expect(removeConnection(actor, connection.id)).rejects.toThrow(/pause or change/);
  });
});

function deliveries(): Promise<number> {
  return transact(engine.workspace.actor, (tx) => tx.delivery.count());
}
