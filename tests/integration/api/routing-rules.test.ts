import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("ruled");
  foreign = await createWorkspace("ruled-elsewhere");
});
afterAll(closeDatabase);

const request = (method: string, path: string, body?: unknown, key = workspace.key) =>
  call(key, `/routing-rules${path}`, { method, ...(body === undefined ? {} : { body }) });

const GOLD = { field: "contact.tier", op: "eq", value: "gold" };

const to = (then: object) => ({ then });

/** A rule to the fixture's team, with what is told to differ. */
const rule = (given: Record<string, unknown> = {}) => ({
  name: "Gold customers",
  when: GOLD,
  ...to({ team: "front_desk", strategy: "leastBusy", priority: "high" }),
  ...given,
});

async function makeSet(name: string, rules: unknown[] = [rule()]) {
  const { status, body } = await request("POST", "", { name, rules });
  expect([status, body.problems]).toEqual([201, undefined]);
  return body;
}

describe("a set of routing rules", () => {
  it("is made, read by key and id, and replaced whole, keeping the ids of the rules that stay", async () => {
    const made = await makeSet("By day", [rule(), rule({ name: "Everything else", when: { all: [] } })]);
    expect(made).toMatchObject({ key: "by_day", revision: 1, isDefault: false });
    expect((await request("GET", "/by_day")).body).toEqual(made);
    expect((await request("GET", `/${made.id}`)).body).toEqual(made);
    const [first, last] = made.rules;
    const rules = [last, rule({ name: "New", enabled: false }), first];
    const { status, body } = await request("PUT", "/by_day", { revision: 1, name: "Days", rules });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: "Days", revision: 2 });
    expect(body.rules.map(({ name }: { name: string }) => name)).toEqual([
      "Everything else",
      "New",
      "Gold customers",
    ]);
    expect([body.rules[0].id, body.rules[2].id]).toEqual([last.id, first.id]);
    expect(body.rules[1]).toMatchObject({ enabled: false });
  });

  it("is not replaced by somebody who saw an earlier revision", async () => {
    await makeSet("Contested");
    const save = () => request("PUT", "/contested", { revision: 1, rules: [] });
    const answers = await Promise.all([save(), save()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("draft_conflict");
    expect((await request("GET", "/contested")).body.revision).toBe(2);
  });

  it("leaves everything as it was where one rule of a save is wrong", async () => {
    const made = await makeSet("Whole");
    const rules = [rule({ name: "Fine" }), rule(to({ team: "nobody_knows" }))];
    expect((await request("PUT", "/whole", { revision: 1, rules })).status).toBe(422);
    expect((await request("GET", "/whole")).body).toEqual(made);
  });

  it("cannot take a rule out of another set by its id", async () => {
    const [{ id }] = (await makeSet("Owner")).rules;
    await makeSet("Thief");
    const { status, body } = await request("PUT", "/thief", { revision: 1, rules: [rule({ id })] });
    expect([status, body.problems[0].path]).toEqual([422, "rules.0.id"]);
    expect((await request("GET", "/owner")).body.rules).toHaveLength(1);
  });

  it.each([
    ["a condition that does not fit its field", { when: { ...GOLD, op: "gt", value: 1 } }, "rules.0.when.op"],
    ["a team and an agent at once", to({ team: "a", agent: "a@b.co" }), "rules.0.then.agent"],
    ["a strategy for a journey", to({ journey: "a", strategy: "skill" }), "rules.0.then.strategy"],
    [
      "an overflow to the same team",
      to({ team: "a", overflow: { after: "PT5M", team: "a" } }),
      "rules.0.then.overflow.team",
    ],
    [
      "a duration that is none",
      to({ team: "a", mode: "offer", offerTimeout: "soon" }),
      "rules.0.then.offerTimeout",
    ],
    ["a field that is none", to({ squad: "a" }), "rules.0.then.squad"],
  ])("is refused for %s, with the field", async (_what, given, path) => {
    const { status, body } = await request("POST", "", { name: "Odd", rules: [rule(given)] });
    expect([status, body.problems]).toMatchObject([400, [{ path }]]);
  });

  it.each([
    ["team", to({ team: "night" }), "then.team"],
    ["agent", to({ agent: "nobody@ruled.example" }), "then.agent"],
    ["journey that is live", to({ journey: "welcome" }), "then.journey"],
    ["skill", to({ team: "front_desk", skills: [{ key: "thai" }] }), "then.skills.0.key"],
    [
      "team to overflow to",
      to({ team: "front_desk", overflow: { after: "PT5M", team: "night" } }),
      "then.overflow.team",
    ],
    ["intent", { when: { field: "conversation.intent", op: "in", value: ["refund"] } }, "when.value"],
    [
      "variable outside of a run",
      { when: { all: [GOLD, { field: "vars.plan", op: "exists" }] } },
      "when.all.1.field",
    ],
  ])("is refused for what is not there (%s), with the field", async (_what, given, path) => {
    const { status, body } = await request("POST", "", { name: "Odd", rules: [rule(), rule(given)] });
    expect([status, body.problems]).toMatchObject([422, [{ path: `rules.1.${path}` }]]);
  });

  it("becomes what the workspace routes by, and is then not removed", async () => {
    const { id, key } = await makeSet("Default of all");
    expect((await request("PUT", `/${key}/default`)).body.isDefault).toBe(true);
    const refused = await request("DELETE", `/${id}`);
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("Default of all")]);
    expect((await request("DELETE", `/${key}/default`)).body.isDefault).toBe(false);
    expect((await request("DELETE", `/${id}`)).status).toBe(204);
    expect((await request("GET", `/${id}`)).status).toBe(404);
    // Its key is free again.
    await makeSet("Default of all");
  });

  it("is not removed while a live journey asks it, which is named", async () => {
    await makeSet("For the journey");
    await askIt("for_the_journey");
    const { status, body } = await request("DELETE", "/for_the_journey");
    expect([status, body.detail]).toEqual([409, expect.stringContaining("“Welcome”")]);
  });

  it("is read by an agent, and changed by none", async () => {
    const { id } = await makeSet("Not for agents");
    const key = await createKey(workspace.workspaceId, "agent");
    expect((await request("GET", `/${id}`, undefined, key)).status).toBe(200);
    expect((await request("PUT", `/${id}`, { revision: 1, rules: [] }, key)).status).toBe(403);
    expect((await request("PUT", `/${id}/default`, undefined, key)).status).toBe(403);
    expect((await request("DELETE", `/${id}`, undefined, key)).status).toBe(403);
  });

  it("of another workspace is not found, by id or key", async () => {
    const { id, key } = await makeSet("Private");
    for (const name of [id, key]) {
      expect((await request("GET", `/${name}`, undefined, foreign.key)).status).toBe(404);
      expect((await request("PUT", `/${name}`, { revision: 1, rules: [] }, foreign.key)).status).toBe(404);
      expect((await request("DELETE", `/${name}`, undefined, foreign.key)).status).toBe(404);
    }
    const listed = await request("GET", "", undefined, foreign.key);
    expect(listed.body.data).toEqual([]);
  });
});

/** The fixture's journey goes live with a node that asks a set. */
async function askIt(rules: string): Promise<void> {
  const { workspaceId, ids } = workspace;
  const journeyId = ids.journeys ?? "";
  const version = {
    id: uuidv7(),
    workspaceId,
    journeyId,
    number: 2,
    planHash: "asks",
    publishedAt: new Date(),
  };
  const plan = { schemaVersion: 1, nodes: { hand: { type: "assign", config: { rules } } } };
  const document = { schemaVersion: 1, name: "Welcome", nodes: [], edges: [] };
  await transact(workspace, async (tx) => {
    await tx.plan.create({ data: { workspaceId, hash: "asks", plan } });
    await tx.journeyVersion.create({ data: { ...version, document } });
    await tx.journey.update({
      where: { id: journeyId },
      data: { status: "live", liveVersionId: version.id },
    });
  });
}
