import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("operations");
  foreign = await createWorkspace("elsewhere");
  for (const { workspaceId, ids } of [workspace, foreign]) {
    await transact({ workspaceId }, (tx) =>
      tx.run.update({
        where: { id: ids.runs ?? "" },
        data: {
          status: "stuck",
          endedAt: null,
          stuckCode: "21610",
          stuckReason: "Refused",
          workflowId: "none",
        },
      }),
    );
  }
});

const control = (body: unknown, key = workspace.key, query = "") =>
  call(key, `/runs/control${query}`, { method: "POST", body });

describe("POST /runs/control", () => {
  it("counts without doing anything, by preview or by dryRun", async () => {
    const body = { filter: { status: "stuck", stuckCode: "21610" }, action: "retry" };
    const preview = await control({ ...body, preview: true });
    expect([preview.status, preview.body]).toEqual([202, { count: 1, operation: null }]);
    expect((await control(body, workspace.key, "?dryRun=true")).body).toEqual({ count: 1, operation: null });
    expect((await call(workspace.key, "/runs/operations")).body.data).toHaveLength(1);
  });

  it("makes an operation of one's own runs alone, which can be read, listed and cancelled", async () => {
    const { body } = await control({ filter: { status: ["stuck"] }, action: "stop" });
    expect(body).toMatchObject({ count: 1, operation: { action: "stop", total: 1, status: "running" } });
    const path = `/runs/operations/${body.operation.id}`;
    expect((await call(workspace.key, path)).body).toMatchObject({ id: body.operation.id, reasons: [] });
    expect((await call(workspace.key, "/runs/operations")).body.data).toHaveLength(2);
    expect((await call(workspace.key, `${path}/cancel`, { method: "POST" })).body.status).toBe("cancelling");
    expect((await call(foreign.key, path)).status).toBe(404);
    expect((await call(foreign.key, `${path}/cancel`, { method: "POST" })).status).toBe(404);
  });

  it("reaches no run of another workspace, even by its id", async () => {
    const { body } = await control({ filter: { runs: [foreign.ids.runs] }, action: "stop" });
    expect(body).toEqual({ count: 0, operation: null });
  });

  it.each([
    ["a filter that chooses nothing", { filter: {}, action: "stop" }, "filter"],
    ["an action that is none", { filter: { status: "stuck" }, action: "dance" }, "action"],
    ["a field that is none", { filter: { colour: "red" }, action: "stop" }, "filter.colour"],
    ["a status that is none", { filter: { status: "asleep" }, action: "stop" }, "filter.status"],
    ["a date that is none", { filter: { startedBefore: "soon" }, action: "stop" }, "filter.startedBefore"],
  ])("names the field of %s", async (_what, body, path) => {
    const answer = await control(body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems[0].path).toBe(path);
  });

  it("is refused to a role that may only look", async () => {
    const key = await createKey(workspace.workspaceId, "agent");
    const answer = await control({ filter: { status: "stuck" }, action: "stop" }, key);
    expect([answer.status, answer.body.code]).toEqual([403, "forbidden"]);
  });
});

describe("GET /runs", () => {
  it("takes the filters that bulk control takes", async () => {
    const list = async (query: string) => (await call(workspace.key, `/runs?${query}`)).body.data.length;
    expect(await list("stuckCode=21610")).toBe(1);
    expect(await list("stuckCode=other")).toBe(0);
    expect(await list("startedBefore=2000-01-01T00:00:00Z")).toBe(0);
    expect(
      await list("startedAfter=2000-01-01T00:00:00Z&status=stuck,waiting&version=1&journey=welcome"),
    ).toBe(1);
    expect(await list(`campaign=${crypto.randomUUID()}`)).toBe(0);
  });
});
