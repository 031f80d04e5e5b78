import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { SmtpEmulator } from "#tests/emulators/smtp/emulator.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";
import { eventually } from "#tests/setup/eventually.ts";

let workspace: Fixture;
let foreign: Fixture;
let mailbox: SmtpEmulator;

beforeAll(async () => {
  mailbox = await SmtpEmulator.start();
  process.env.SMTP_URL = mailbox.url;
  process.env.SMTP_FROM = "Clinic <care@example.com>";
  workspace = await createWorkspace("aims");
  foreign = await createWorkspace("aims-elsewhere");
});
afterAll(async () => {
  await mailbox.stop();
  await closeDatabase();
});

const request = (method: string, path: string, body?: unknown, key = workspace.key) =>
  call(key, path, { method, ...(body === undefined ? {} : { body }) });

/** Three promises kept and one broken by Ana, of the front desk. */
const promise = (isKept: boolean) => {
  const actor = systemActor(workspace.workspaceId, "test");
  const { users: userId = "", teams: teamId = "", conversations: conversationId = "" } = workspace.ids;
  const type = isKept ? ("sla.met" as const) : ("sla.breached" as const);
  return transact(actor, (tx) =>
    appendEvent(tx, { type, actor, userId, teamId, conversationId, data: { target: "firstResponse" } }),
  );
};

describe("a target of a metric", () => {
  const aim = { metric: "sla_adherence", statistic: "mean", comparison: "atLeast", value: 0.9 };

  it("stands beside the last week's figure, of everybody, a team or an agent", async () => {
    for (const isKept of [true, true, true, false]) await promise(isKept);
    const made = await request("POST", "/metric-targets", { ...aim, team: "front_desk" });
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...aim, team: { name: "Front desk" }, agent: null, figure: { n: 4, mean: 0.75 }, reached: false },
    ]);
    const path = `/metric-targets/${made.body.id}`;
    expect((await request("PATCH", path, { value: 0.75 })).body).toMatchObject({
      value: 0.75,
      reached: true,
    });
    const agent = workspace.ids.users;
    const time = {
      metric: "first_response_time",
      statistic: "median",
      comparison: "atMost",
      value: 900_000,
      agent,
    };
    expect((await request("POST", "/metric-targets", time)).body).toMatchObject({
      reached: null,
      agent: { id: agent },
    });
    const { data } = (await request("GET", "/metric-targets")).body;
    expect(data.map((target: { metric: string }) => target.metric)).toEqual([
      "csat",
      "sla_adherence",
      "first_response_time",
    ]);
  });

  it.each([
    ["a statistic that the metric has not", { ...aim, statistic: "value" }, 422, "statistic"],
    ["a metric that is none", { ...aim, metric: "luck" }, 400, "metric"],
    ["a team and an agent at once", { ...aim, team: "front_desk", agent: "ana@aims.example" }, 400, "agent"],
  ])("is refused for %s, with the field", async (_what, given, status, path) => {
    const answer = await request("POST", "/metric-targets", given);
    expect([answer.status, answer.body.problems]).toMatchObject([status, [{ path }]]);
  });

  it("is no agent's to see or set, and not another workspace's", async () => {
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await request("GET", "/metric-targets", undefined, agent)).status).toBe(403);
    expect((await request("POST", "/metric-targets", aim, agent)).status).toBe(403);
    const theirs = (await request("POST", "/metric-targets", aim, foreign.key)).body.id;
    for (const method of ["GET", "DELETE"]) {
      expect((await request(method, `/metric-targets/${theirs}`)).status).toBe(404);
    }
  });
});

it("targets are reviewed every week by e-mail to those who steer, and the next review is set", async () => {
  const admin = await request("POST", "/users", {
    name: "Rui Melo",
    email: "rui@aims.example",
    role: "supervisor",
  });
  expect(admin.status).toBe(201);
  const review = () =>
    transact(systemActor(workspace.workspaceId, "test"), (tx) =>
      tx.deadline.findFirstOrThrow({ where: { kind: "targetReview" } }),
    );
  const armed = await review();
  expect(armed.dueAt.getUTCDay()).toBe(1);
  expect(armed.dueAt.getTime()).toBeGreaterThan(Date.now());
  await deadlineHandlers.targetReview?.(armed);
  const mail = await eventually(() => {
    const [found] = mailbox.mails;
    expect(found).toBeDefined();
    return found;
  });
  expect(mail?.to).toEqual(["rui@aims.example"]);
  expect(mail?.source).toContain("every target reached this week");
  expect(mail?.source.replace(/=\r?\n/g, "")).toMatch(
    /SLA adherence of Front desk: mean 75%, to be at least 75%/,
  );
  expect((await review()).status).toBe("pending");
});
