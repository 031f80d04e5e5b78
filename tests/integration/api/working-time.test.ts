import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("working-time");
  foreign = await createWorkspace("working-time-elsewhere");
});
afterAll(closeDatabase);

const request = (method: string, path: string, body?: unknown, key = workspace.key) =>
  call(key, path, { method, ...(body === undefined ? {} : { body }) });
const user = (fixture: Fixture, path: string) => `/users/${fixture.ids.users}/${path}`;

describe("shifts", () => {
  it("are any time until they are set, may be split, and are taken away again", async () => {
    const path = user(workspace, "shifts");
    expect((await request("GET", path)).body).toEqual({ timezone: null, weekly: null });
    const weekly = {
      mon: [
        { from: "08:00", to: "12:00" },
        { from: "13:00", to: "17:00" },
      ],
    };
    const given = { timezone: "Europe/Lisbon", weekly };
    expect((await request("PUT", path, given)).body).toEqual(given);
    expect((await request("GET", path)).body).toEqual(given);
    expect((await request("PUT", path, { weekly: null })).body).toEqual({ timezone: null, weekly: null });
  });

  it.each([
    ["hours without a zone", { weekly: {} }, "timezone"],
    ["a zone that is not there", { timezone: "Mars/Base", weekly: {} }, "timezone"],
    [
      "hours that overlap",
      { timezone: "UTC", weekly: { mon: [{ from: "8", to: "9" }] } },
      "weekly.mon.0.from",
    ],
  ])("name what is wrong with %s", async (_, body, path) => {
    const answer = await request("PUT", user(workspace, "shifts"), body);
    expect([answer.status, answer.body.problems[0].path]).toEqual([400, path]);
  });

  it("are set by who may manage, for people of the own workspace", async () => {
    const agent = await createKey(workspace.workspaceId, "agent");
    const path = user(workspace, "shifts");
    expect((await request("PUT", path, { weekly: null }, agent)).status).toBe(403);
    expect((await request("GET", user(foreign, "shifts"))).status).toBe(404);
    expect((await request("PUT", user(foreign, "shifts"), { weekly: null })).status).toBe(404);
  });
});

describe("leave", () => {
  const leave = { from: "2099-05-04T00:00:00.000Z", to: "2099-05-11T00:00:00.000Z", note: "Holiday" };

  it("is entered, listed while it is not over, and taken back", async () => {
    const path = user(workspace, "leave");
    const made = await request("POST", path, leave);
    expect([made.status, made.body]).toMatchObject([201, leave]);
    await request("POST", path, { from: "2020-05-04T00:00:00.000Z", to: "2020-05-05T00:00:00.000Z" });
    expect((await request("GET", path)).body).toMatchObject({ data: [leave], nextCursor: null });
    expect((await request("DELETE", `${path}/${made.body.id}`)).status).toBe(204);
    expect((await request("GET", path)).body.data).toEqual([]);
    expect((await request("DELETE", `${path}/${made.body.id}`)).status).toBe(404);
  });

  it("ends after it begins", async () => {
    const answer = await request("POST", user(workspace, "leave"), { ...leave, to: leave.from });
    expect([answer.status, answer.body.problems[0].path]).toEqual([400, "to"]);
  });

  it("is entered by who may manage, for people of the own workspace", async () => {
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await request("POST", user(workspace, "leave"), leave, agent)).status).toBe(403);
    expect((await request("POST", user(foreign, "leave"), leave)).status).toBe(404);
    expect((await request("GET", user(foreign, "leave"))).status).toBe(404);
  });
});

describe("routing's settings", () => {
  it("say what becomes of work whose assignee goes offline, in a workspace and in a team", async () => {
    const unsaid = { whenOffline: { policy: "return", which: "unanswered" }, tiers: [] };
    expect((await request("GET", "/routing-settings")).body).toEqual(unsaid);
    const given = {
      whenOffline: { policy: "returnAfter", after: "PT5M", which: "all" },
      tiers: ["silver", "gold"],
    };
    expect((await request("PUT", "/routing-settings", given)).body).toEqual(given);
    expect((await request("GET", "/routing-settings")).body).toEqual(given);
    await request("POST", "/teams", { name: "Night desk" });
    const path = `/teams/${workspace.ids.teams}`;
    const change = {
      whenOffline: { policy: "keep", which: "unanswered" },
      overflow: { team: "night_desk", after: "PT10M" },
      strategy: "vip",
    };
    expect((await request("PATCH", path, change)).body).toMatchObject(change);
    const none = { whenOffline: null, overflow: null, strategy: null };
    expect((await request("PATCH", path, none)).body).toMatchObject(none);
  });

  it("name what is wrong, and are for who may edit routing", async () => {
    const bad = { whenOffline: { policy: "returnAfter" }, tiers: [] };
    const answer = await request("PUT", "/routing-settings", bad);
    expect([answer.status, answer.body.problems[0].path]).toEqual([400, "whenOffline.after"]);
    const path = `/teams/${workspace.ids.teams}`;
    const itself = { overflow: { team: "front_desk", after: "PT10M" } };
    expect((await request("PATCH", path, itself)).body.detail).toContain("overflow.team");
    const luck = await request("PATCH", path, { strategy: "luck" });
    expect([luck.status, luck.body.problems[0].path]).toEqual([400, "strategy"]);
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await request("PUT", "/routing-settings", bad, agent)).status).toBe(403);
  });
});
