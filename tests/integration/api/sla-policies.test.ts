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
    ["too many warnings", { targets: { resolution: "PT1H", warnAt: [0, 0.5] } }, "targets.warnAt.0"],
    [
      "a step that waits for no time that can be read",
      { targets: { resolution: "PT1H" }, escalation: [{ do: "notify", after: "soon", to: "supervisor" }] },
      "escalation.0.after",
    ],
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

  it("is refused for a chain that names a team or an agent that is not there, with the field", async () => {
    const escalation = [
      { do: "notify", after: "PT0S", to: "supervisor" },
      { do: "notify", after: "PT15M", to: "nobody_here" },
      { do: "assign", after: "PT1H", assignee: "nobody@here.example" },
    ];
    const given = { name: "Odd", targets: { resolution: "PT1H" }, escalation };
    const { status, body } = await request("POST", "/sla-policies", given);
    expect([status, body.problems]).toMatchObject([
      422,
      [{ path: "escalation.1.to" }, { path: "escalation.2.assignee" }],
    ]);
  });

  it("is put in order, and only with policies that are there", async () => {
    const make = async (name: string) =>
      (await request("POST", "/sla-policies", { name, targets: { resolution: "P1D" } })).body.id;
    const [one, other] = [await make("One"), await make("Other")];
    const { status, body } = await request("PUT", "/sla-policies/order", { ids: [other, one] });
    expect(status).toBe(200);
    expect(body.data.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual([other, one]);
    const wrong = { ids: [one, foreign.ids["sla-policies"]] };
    const refused = await request("PUT", "/sla-policies/order", wrong);
    expect([refused.status, refused.body.problems]).toMatchObject([422, [{ path: "ids.1" }]]);
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await request("PUT", "/sla-policies/order", { ids: [one] }, agent)).status).toBe(403);
    for (const id of [one, other]) await request("DELETE", `/sla-policies/${id}`);
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
  const sla = { target: "firstResponse", status: "running", atRisk: false, policy: { name: "Care" } };
  expect((await request("GET", path)).body.sla).toMatchObject(sla);
  const { body } = await request("GET", "/conversations");
  expect(body.data.find(({ id }: { id: string }) => id === workspace.ids.conversations).sla).toMatchObject(
    sla,
  );
});

describe("business hours", () => {
  const day = (...periods: [from: string, to: string][]) => periods.map(([from, to]) => ({ from, to }));
  const make = (given: Record<string, unknown>, key = workspace.key) =>
    request(
      "POST",
      "/business-hours",
      { name: "Shifts", timezone: "Europe/Lisbon", weekly: {}, ...given },
      key,
    );

  it("have split shifts, nights and holidays, are changed and deleted", async () => {
    const weekly = { mon: day(["08:00", "12:00"], ["13:00", "17:00"]), fri: day(["22:00", "06:00"]) };
    const holidays = [{ date: "2026-12-24", name: "Christmas Eve", periods: day(["09:00", "12:00"]) }];
    const made = await make({ weekly, holidays });
    expect([made.status, made.body]).toMatchObject([201, { key: "shifts", weekly, holidays }]);
    const path = `/business-hours/${made.body.id}`;
    expect((await request("PATCH", path, { timezone: "Asia/Kathmandu" })).body.timezone).toBe(
      "Asia/Kathmandu",
    );
    expect((await request("DELETE", path)).status).toBe(204);
  });

  it.each([
    ["a zone that is none", { timezone: "Mars/Olympus" }, "timezone"],
    ["a time that is none", { weekly: { mon: day(["25:00", "26:00"]) } }, "weekly.mon.0.from"],
    ["no time at all", { weekly: { tue: day(["09:00", "09:00"]) } }, "weekly.tue.0"],
    ["periods that overlap", { weekly: { wed: day(["09:00", "12:00"], ["11:00", "13:00"]) } }, "weekly.wed"],
    ["a day that is none", { holidays: [{ date: "2026-02-30", name: "Never" }] }, "holidays.0.date"],
  ])("are refused for %s, with the field", async (_what, given, path) => {
    const { status, body } = await make(given);
    expect([status, body.problems?.[0]?.path]).toEqual([400, path]);
  });

  it("are no agent's to change, nor another workspace's to see", async () => {
    expect((await make({}, await createKey(workspace.workspaceId, "agent"))).status).toBe(403);
    const path = `/business-hours/${foreign.ids["business-hours"]}`;
    expect((await request("GET", path)).status).toBe(404);
    expect((await request("PATCH", path, { name: "Mine" })).status).toBe(404);
  });
});
