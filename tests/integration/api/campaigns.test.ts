import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  own = await createWorkspace("campaigns");
  foreign = await createWorkspace("campaigns-abroad");
  const journey = {
    name: "Reminder",
    nodes: [
      { id: "start", type: "trigger.event", config: { event: "never" } },
      { id: "wait", type: "wait", config: { for: "P1D" } },
    ],
    edges: [{ from: "start", outlet: "next", to: "wait" }],
  };
  const { body } = await post("/journeys", journey);
  expect((await post(`/journeys/${body.id}/publish`, {})).status).toBe(200);
});

const post = (path: string, body: unknown, key = own.key) => call(key, path, { method: "POST", body });
const draft = (more: Record<string, unknown> = {}) =>
  post("/campaigns", { name: `Spring ${randomUUID()}`, journey: "reminder", audience: "everybody", ...more });

describe("campaigns", () => {
  it("are made for a journey and an audience, changed and removed while nobody was asked", async () => {
    const { status, body: made } = await draft({ key: "early_spring", ratePerSecond: 20 });
    expect(status).toBe(201);
    expect(made).toMatchObject({
      key: "early_spring",
      status: "draft",
      version: null,
      ratePerSecond: 20,
      journey: { key: "reminder" },
      audience: { key: "everybody" },
      progress: { listed: false, pending: 0, started: 0, skipped: 0, failed: 0 },
    });
    const path = `/campaigns/${made.id}`;
    const changed = await call(own.key, path, {
      method: "PATCH",
      body: { ratePerSecond: null, trigger: "start" },
    });
    expect(changed.body).toMatchObject({ ratePerSecond: null, trigger: "start" });
    const results = await call(own.key, `${path}/results`);
    expect(results.body).toMatchObject({ replied: 0, runs: { running: 0 }, messages: { sent: 0 } });
    expect((await call(own.key, path, { method: "DELETE" })).status).toBe(204);
    expect((await call(own.key, path)).status).toBe(404);
  });

  it("go out only to whoever launches knows how many, who is told the number", async () => {
    const { body: made } = await draft();
    const refused = await post(`/campaigns/${made.id}/launch`, { confirmedCount: 1 });
    expect([refused.status, refused.body.code]).toEqual([422, "invalid_input"]);
    expect(refused.body.problems).toEqual([
      {
        code: "wrong_count",
        severity: "error",
        path: "confirmedCount",
        message: "This campaign goes to 2 contacts, not to 1.",
        hint: "Confirm with confirmedCount 2.",
      },
    ]);
    const launched = await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 });
    expect(launched.status).toBe(202);
    expect(launched.body).toMatchObject({ status: "launching", version: 1, confirmedCount: 2 });
    const again = await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 });
    expect([again.status, again.body.detail]).toEqual([409, "This campaign was launched before."]);
    const patched = await call(own.key, `/campaigns/${made.id}`, {
      method: "PATCH",
      body: { name: "Other" },
    });
    expect(patched.status).toBe(409);
    expect((await call(own.key, `/campaigns/${made.id}`, { method: "DELETE" })).status).toBe(409);
    const promised = await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.outboxEntry.count({ where: { topic: "campaign.start", orderingKey: made.id } }),
    );
    expect(promised).toBe(1);
  });

  it("wait for their time once they are launched", async () => {
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body: made } = await draft({ scheduledAt });
    const launched = await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 });
    expect(launched.body).toMatchObject({ status: "scheduled", scheduledAt });
  });

  it("name what they cannot find, and what no campaign can do now", async () => {
    const lost = await draft({ journey: "nowhere" });
    expect([lost.status, lost.body.problems[0].path]).toEqual([422, "journey"]);
    const abroad = await draft({ audience: foreign.ids.audiences });
    expect([abroad.status, abroad.body.problems[0].path]).toEqual([422, "audience"]);
    const fast = await draft({ ratePerSecond: 0 });
    expect([fast.status, fast.body.problems[0].path]).toEqual([400, "ratePerSecond"]);
    const { body: made } = await draft({ trigger: "wait" });
    const launched = await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 });
    expect([launched.status, launched.body.problems[0].path]).toEqual([422, "trigger"]);
    const paused = await post(`/campaigns/${made.id}/pause`, {});
    expect([paused.status, paused.body.detail]).toEqual([
      409,
      "A campaign that is draft cannot be told to pause.",
    ]);
    const unpublished = await draft({ journey: "welcome" });
    const dead = await post(`/campaigns/${unpublished.body.id}/launch`, { confirmedCount: 2 });
    expect([dead.status, dead.body.detail]).toEqual([
      409,
      "The journey “Welcome” is not live. Publish it first.",
    ]);
  });

  it("keep their journey from being removed, and are told apart by key", async () => {
    const { body: journey } = await post("/journeys", { name: "Autumn", nodes: [], edges: [] });
    const { body: made } = await draft({ journey: "autumn", key: "autumn", name: "Autumn" });
    const refused = await call(own.key, `/journeys/${journey.id}`, { method: "DELETE" });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      "The campaign “Autumn” is to start this journey. Remove the campaign first.",
    ]);
    expect((await draft({ key: "autumn" })).status).toBe(409);
    expect((await call(own.key, `/campaigns/${made.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await call(own.key, `/journeys/${journey.id}`, { method: "DELETE" })).status).toBe(204);
  });

  it("are launched by those who may, and seen by their own workspace", async () => {
    const { body: made } = await draft();
    const supervisor = await createKey(own.workspaceId, "supervisor");
    expect((await call(supervisor, `/campaigns/${made.id}`)).status).toBe(200);
    expect((await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 }, supervisor)).status).toBe(403);
    expect((await post(`/campaigns/${made.id}/launch`, { confirmedCount: 2 }, foreign.key)).status).toBe(404);
    expect((await call(foreign.key, `/campaigns/${made.id}/recipients`)).status).toBe(404);
    const { body: list } = await call(own.key, "/campaigns?status=draft");
    expect(list.data.map(({ id }: { id: string }) => id)).toContain(made.id);
  });
});
