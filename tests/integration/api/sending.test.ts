import { beforeAll, describe, expect, it } from "vitest";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  own = await createWorkspace("halting");
  foreign = await createWorkspace("elsewhere");
});

const post = (path: string, body?: unknown, key = own.key) =>
  call(key, path, { method: "POST", ...(body === undefined ? {} : { body }) });

describe("the kill switch over the API", () => {
  it("halts and resumes the workspace, as often as asked, and writes it to the audit log", async () => {
    expect((await call(own.key, "/sending")).body).toMatchObject({ haltedAt: null, journeys: [], held: 0 });
    const halted = await post("/sending/halt", { reason: "Wrong list" });
    expect([halted.status, typeof halted.body.haltedAt]).toEqual([200, "string"]);
    expect((await post("/sending/halt")).body.haltedAt).toBe(halted.body.haltedAt);
    expect((await call(foreign.key, "/sending")).body.haltedAt).toBeNull();
    expect((await post("/sending/resume")).body.haltedAt).toBeNull();
    expect((await post("/sending/resume", {})).status).toBe(200);
    const { body } = await call(own.key, "/audit-log?limit=10");
    const actions = body.data.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.startsWith("sending."))).toEqual([
      "sending.resumed",
      "sending.halted",
    ]);
  });

  it("halts one journey by its id or key, and finds no other workspace's", async () => {
    const { body: journey } = await call(own.key, `/journeys/${own.ids.journeys}`);
    const halted = await post("/sending/halt", { journey: journey.key });
    expect(halted.body.journeys).toMatchObject([{ id: own.ids.journeys, by: "halt" }]);
    expect((await post("/sending/resume", { journey: own.ids.journeys })).body.journeys).toEqual([]);
    expect((await post("/sending/halt", { journey: foreign.ids.journeys })).status).toBe(404);
    expect((await post("/sending/resume", { journey: "no_such_journey" })).status).toBe(404);
  });

  it("is not for agents, and names what is wrong with a body", async () => {
    const agent = await createKey(own.workspaceId, "agent");
    expect((await post("/sending/halt", {}, agent)).status).toBe(403);
    const wrong = await post("/sending/halt", { journeys: "all" });
    expect([wrong.status, wrong.body.problems?.[0]?.path]).toEqual([400, "journeys"]);
  });
});

describe("the circuit breaker over the API", () => {
  it("is set whole and refused with the field that is wrong", async () => {
    const breaker = {
      enabled: true,
      window: "PT30M",
      failures: { count: 20, share: 0.25 },
      optOuts: { count: 5, share: 0.05 },
      volume: null,
    };
    const set = await call(own.key, "/sending/breaker", { method: "PUT", body: breaker });
    expect(set.body.breaker).toEqual(breaker);
    expect((await call(own.key, "/sending")).body.breaker).toEqual(breaker);
    const wrong = await call(own.key, "/sending/breaker", { method: "PUT", body: { window: "P2D" } });
    expect([wrong.status, wrong.body.problems?.[0]?.path]).toEqual([400, "window"]);
  });
});

describe("how fast and for how much an account sends", () => {
  it("is set with the account and read back", async () => {
    const path = `/channels/${own.ids.channels}`;
    const sending = { perSecond: 5, price: { amount: 0.05, currency: "EUR" } };
    const patched = await call(own.key, path, { method: "PATCH", body: { sending } });
    expect(patched.body.sending).toEqual(sending);
    const wrong = await call(own.key, path, { method: "PATCH", body: { sending: { perSecond: 0 } } });
    expect([wrong.status, wrong.body.problems?.[0]?.path]).toEqual([400, "sending.perSecond"]);
  });
});
