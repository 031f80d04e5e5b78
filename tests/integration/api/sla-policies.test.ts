import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("promises");
  foreign = await createWorkspace("promises-elsewhere");
});
afterAll(closeDatabase);

const request = (method: string, path: string, body?: unknown, key = workspace.key) =>
  call(key, path, { method, ...(body === undefined ? {} : { body }) });

describe("an SLA policy", () => {
  it("is made with its condition and hours, changed, and put away", async () => {
    const when = { all: [{ field: "contact.tier", op: "eq", value: "gold" }] };
    const targets = { firstResponse: "PT30M", nextResponse: "PT1H", warnAt: 0.8 };
    const given = {
      name: "Gold customers",
      when,
      targets,
      businessHours: "office",
      pauseWhileOnCustomer: true,
    };
    const made = await request("POST", "/sla-policies", given);
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...given, key: "gold_customers", position: 0, pauseWhileSnoozed: true },
    ]);
    const path = `/sla-policies/${made.body.id}`;
    const change = { targets: { resolution: "P1D" }, businessHours: null, position: 3 };
    expect((await request("PATCH", path, change)).body).toMatchObject({ ...given, ...change });
    expect((await request("DELETE", path)).status).toBe(204);
    expect((await request("GET", path)).status).toBe(404);
    const { body } = await request("GET", "/sla-policies");
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(["Care"]);
  });

  it.each([
    ["nothing that is promised", { targets: {} }, "targets"],
    ["a promise of no time", { targets: { resolution: "PT0S" } }, "targets.resolution"],
    ["a warning after the time", { targets: { resolution: "PT1H", warnAt: 1 } }, "targets.warnAt"],
    ["a field that is none", { targets: { resolution: "PT1H" }, team: "x" }, "team"],
  ])("is refused for %s, with the field", async (_what, given, path) => {
    const { status, body } = await request("POST", "/sla-policies", { name: "Odd", ...given });
    expect([status, body.problems]).toMatchObject([400, [{ path }]]);
  });

  it("is refused for hours that are not there", async () => {
    const given = { name: "Odd", targets: { resolution: "PT1H" }, businessHours: "night" };
    const { status, body } = await request("POST", "/sla-policies", given);
    expect([status, body.detail]).toEqual([422, expect.stringContaining("night")]);
  });

  it("is read by an agent, and changed by none", async () => {
    const key = await createKey(workspace.workspaceId, "agent");
    const path = `/sla-policies/${workspace.ids["sla-policies"]}`;
    expect((await request("GET", path, undefined, key)).status).toBe(200);
    expect((await request("PATCH", path, { name: "Mine" }, key)).status).toBe(403);
  });

  it("of another workspace is not found", async () => {
    const path = `/sla-policies/${foreign.ids["sla-policies"]}`;
    for (const method of ["GET", "DELETE"]) expect((await request(method, path)).status).toBe(404);
    expect((await request("PATCH", path, { name: "Mine" })).status).toBe(404);
  });
});

it("a conversation shows the clocks of its promises", async () => {
  const path = `/conversations/${workspace.ids.conversations}`;
  expect((await request("GET", `${path}/sla`)).body).toEqual({ data: [] });
  // The fixture's policy fits every conversation: looked at again, it holds for this one.
  await request("PATCH", path, { priority: "high" });
  expect((await request("GET", `${path}/sla`)).body.data).toMatchObject([
    { policy: { name: "Care" }, target: "firstResponse", cycle: 1, status: "running", allowedMs: 3_600_000 },
  ]);
});
