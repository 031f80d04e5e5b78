import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "#server/access/actor.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;
let agentKey: string;
const SPAN = { from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" };

const to = (then: object) => ({ then });
const DESK = { name: "Everything", ...to({ team: "front_desk" }) };
const NIGHT = { name: "Web chats", ...to({ team: "night" }), when: channelIs("webchat") };

function channelIs(value: string) {
  return { field: "conversation.channel", op: "eq", value };
}

const request = (path: string, body: unknown, key = workspace.key) =>
  call(key, `/routing-rules${path}`, { method: "POST", body });

beforeAll(async () => {
  workspace = await createWorkspace("tried");
  foreign = await createWorkspace("tried-elsewhere");
  agentKey = await createKey(workspace.workspaceId, "agent");
  const { key, ids } = workspace;
  await call(key, "/teams", { method: "POST", body: { name: "Night", members: [] } });
  await call(key, `/users/${ids.users}/presence`, { method: "PUT", body: { status: "online" } });
  await request("", { name: "Main", rules: [DESK] });
  await call(key, "/routing-rules/main/default", { method: "PUT" });
});
afterAll(closeDatabase);

async function decisions(): Promise<number> {
  return transact(workspace, (tx) => tx.routingDecision.count());
}

describe("who would get this one", () => {
  it("is told of a conversation that is made up, with everybody who was looked at", async () => {
    const { status, body } = await request("/main/test", { conversation: { channel: "sms" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      outcome: "agent",
      rule: { index: 0, name: "Everything" },
      agent: { name: "Ana Reis" },
      team: { key: "front_desk" },
      candidates: [{ user: { name: "Ana Reis" }, eligible: true, rank: 1 }],
    });
  });

  it("asks the rules that are drawn instead of those that are saved, and writes nothing", async () => {
    const before = await decisions();
    const rules = [{ ...NIGHT, enabled: false }, NIGHT, DESK];
    const { body } = await request("/main/test", { rules, conversationId: workspace.ids.conversations });
    expect(body).toMatchObject({
      outcome: "queued",
      rule: { index: 1, name: "Web chats" },
      agent: null,
      team: { key: "night" },
      candidates: [{ excludedBy: "team" }],
    });
    const saved = await call(workspace.key, "/routing-rules/main");
    expect(saved.body.rules).toHaveLength(1);
    expect(await decisions()).toBe(before);
  });

  it("is decided by what the conversation is like", async () => {
    const gold = { name: "Gold", ...to({ team: "night", priority: "urgent" }) };
    const rules = [{ ...gold, when: { field: "contact.tier", op: "eq", value: "gold" } }, DESK];
    const ask = (conversation: object) => request("/main/test", { rules, conversation });
    const answers = await Promise.all([
      ask({ channel: "sms", tier: "gold" }),
      ask({ channel: "sms", tier: "silver" }),
    ]);
    expect(answers.map(({ body }) => [body.rule.name, body.priority])).toEqual([
      ["Gold", "urgent"],
      ["Everything", "normal"],
    ]);
  });

  it.each([
    ["nothing to ask about", {}, "conversation"],
    ["a channel that is none", { conversation: { channel: "pigeon" } }, "conversation.channel"],
    ["a rule without a name", { rules: [to({})], conversation: { channel: "sms" } }, "rules.0.name"],
  ])("is refused for %s, with the field", async (_what, body, path) => {
    const answer = await request("/main/test", body);
    expect([answer.status, answer.body.problems]).toMatchObject([400, [{ path }]]);
  });

  it("names the field of a drawn rule that names what is not there", async () => {
    const rules = [{ name: "Gone", ...to({ team: "gone" }) }];
    const { status, body } = await request("/main/test", { rules, conversation: { channel: "sms" } });
    expect([status, body.problems]).toMatchObject([422, [{ path: "rules.0.then.team" }]]);
  });

  it("is for nobody else's conversations or rules, and not for agents", async () => {
    const ask = { conversationId: foreign.ids.conversations };
    expect((await request("/main/test", ask)).status).toBe(404);
    expect((await request("/main/test", { conversation: { channel: "sms" } }, foreign.key)).status).toBe(404);
    expect((await request("/main/test", { conversation: { channel: "sms" } }, agentKey)).status).toBe(403);
  });
});

describe("rules tried on the past", () => {
  beforeAll(async () => {
    const conversationId = workspace.ids.conversations ?? "";
    await routeConversation(systemActor(workspace.workspaceId, "test"), { conversationId, request: {} });
  });

  it("decide the same where they are the same", async () => {
    const { status, body } = await request("/main/replay", SPAN);
    expect(status).toBe(200);
    expect(body).toMatchObject({ decisions: 1, same: 1, different: 0, incomplete: 0, truncated: false });
    expect(body.agents).toMatchObject([{ agent: { name: "Ana Reis" }, before: 1, after: 1 }]);
  });

  it("tell what would have come of it, though Ana has gone since", async () => {
    await call(workspace.key, `/users/${workspace.ids.users}/presence`, {
      method: "PUT",
      body: { status: "offline" },
    });
    const { body } = await request("/main/replay", { ...SPAN, rules: [NIGHT, DESK] });
    expect(body).toMatchObject({ decisions: 1, same: 0, different: 1, unroutable: { before: 0, after: 1 } });
    expect(body.differences).toMatchObject([
      {
        conversationId: workspace.ids.conversations,
        before: { outcome: "agent", rule: "Everything", agent: { name: "Ana Reis" } },
        after: { outcome: "queued", rule: "Web chats", team: { key: "night" }, agent: null },
      },
    ]);
    expect((await request("/main/replay", SPAN)).body.same).toBe(1);
  });

  it("page what differs, and count all of it on each page", async () => {
    const ask = { ...SPAN, rules: [NIGHT, DESK] };
    expect((await request("/main/replay", { ...ask, limit: 1 })).body.nextOffset).toBeNull();
    const past = await request("/main/replay", { ...ask, offset: 1 });
    expect(past.body).toMatchObject({ different: 1, differences: [], nextOffset: null });
  });

  it("say what they had to take as it is today", async () => {
    const plan = { field: "contact.attributes.plan", op: "exists" };
    const rules = [{ name: "Plan", when: plan, ...to({ team: "night" }) }, DESK];
    const { body } = await request("/main/replay", { ...SPAN, rules });
    expect(body).toMatchObject({ assumed: ["contact.attributes.plan"], same: 1 });
  });

  it("leave out what does not say what it saw, and say so", async () => {
    await transact(workspace, (tx) =>
      tx.routingDecision.updateMany({ data: { inputs: { channel: "webchat" } } }),
    );
    const { body } = await request("/main/replay", SPAN);
    expect(body).toMatchObject({ decisions: 1, incomplete: 1, same: 0, different: 0 });
  });

  it("look at the span alone, and at nothing of another workspace's", async () => {
    const past = { from: "2000-01-01T00:00:00Z", to: "2000-01-02T00:00:00Z" };
    expect((await request("/main/replay", past)).body.decisions).toBe(0);
    expect((await request("/main/replay", SPAN, foreign.key)).status).toBe(404);
    expect((await request("/main/replay", SPAN, agentKey)).status).toBe(403);
    const backwards = await request("/main/replay", { from: SPAN.to, to: SPAN.from });
    expect([backwards.status, backwards.body.problems]).toMatchObject([400, [{ path: "to" }]]);
  });
});

it("a conversation says which rule of which set gave it to whom", async () => {
  const { body } = await call(workspace.key, `/conversations/${workspace.ids.conversations}/routing`);
  expect(body.data[0]).toMatchObject({
    rule: { name: "Everything", set: { key: "main" }, revision: 1 },
    chosenUser: { name: "Ana Reis" },
  });
  expect(body.data[0].inputs).not.toHaveProperty("snapshot");
});
