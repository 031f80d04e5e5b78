import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let journey: string;

const document = {
  name: "Callback",
  nodes: [
    { id: "start", type: "trigger.message" },
    {
      id: "ask",
      type: "ask",
      config: { text: "When suits you, {{ contact.firstName }}?", saveAs: "slot", timeout: "PT4H" },
    },
    { id: "thanks", type: "send", config: { text: "We call at {{ vars.slot }}" } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "thanks" },
  ],
};

beforeAll(async () => {
  workspace = await createWorkspace("simulate");
  journey = await create(document);
});

async function create(body: unknown): Promise<string> {
  return (await call(workspace.key, "/journeys", { method: "POST", body })).body.id;
}

const simulate = (body: unknown, { id = journey, key = workspace.key } = {}) =>
  call(key, `/journeys/${id}/simulate`, { method: "POST", body });

const start = "2026-03-02T10:00:00Z";
const events = [
  { kind: "message", text: "Hi", channel: "sms" },
  { at: "PT1H", kind: "message", text: "three" },
];

describe("simulating a journey", () => {
  it("shows the steps, what would be said, and how it ends, and does none of it", async () => {
    const rows = () =>
      transact({ workspaceId: workspace.workspaceId }, async (tx) => [
        await tx.run.count(),
        await tx.message.count(),
        await tx.outboxEntry.count(),
      ]);
    const before = await rows();
    const { status, body } = await simulate({ contact: { firstName: "Ann" }, start, events });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      end: "completed",
      startedAt: "2026-03-02T10:00:00.000Z",
      endedAt: "2026-03-02T11:00:02.000Z",
      vars: { slot: "three" },
    });
    expect(body.sends.map(({ text }: { text: string }) => text)).toEqual([
      "When suits you, Ann?",
      "We call at three",
    ]);
    expect(body.steps.map(({ nodeId }: { nodeId: string }) => nodeId)).toEqual(["start", "ask", "thanks"]);
    expect(await rows()).toEqual(before);
  });

  it("takes somebody who exists, and the answer is the same each time", async () => {
    const body = { contact: { id: workspace.ids.contacts }, start, events, seed: 7 };
    const first = await simulate(body);
    expect(first.body.sends[0].text).toBe("When suits you, Marta?");
    expect((await simulate(body)).body).toEqual(first.body);
  });

  it("has effects fail when told to", async () => {
    const outcomes = { ask: { status: "failed", code: "down", reason: "The provider is down" } };
    const { body } = await simulate({ contact: {}, events, outcomes });
    expect(body).toMatchObject({ end: "stuck", reason: expect.stringContaining("The provider is down") });
  });

  it("plays the draft and, by its number, a version", async () => {
    const id = await create(document);
    await call(workspace.key, `/journeys/${id}/publish`, { method: "POST" });
    const changed = { ...document, nodes: document.nodes.slice(0, 2), edges: document.edges.slice(0, 1) };
    await call(workspace.key, `/journeys/${id}`, { method: "PUT", body: changed });
    expect((await simulate({ events }, { id })).body.sends).toHaveLength(1);
    expect((await simulate({ events, version: 1 }, { id })).body.sends).toHaveLength(2);
    expect((await simulate({ events, version: 2 }, { id })).status).toBe(404);
  });

  it("answers for a draft with errors by its problems", async () => {
    const id = await create({ name: "Broken", nodes: [{ id: "ask", type: "ask" }], edges: [] });
    const { status, body } = await simulate({ contact: {} }, { id });
    expect([status, body.code]).toEqual([422, "has_problems"]);
    expect(body.problems).toContainEqual(expect.objectContaining({ code: "no_trigger" }));
  });

  it.each([
    [{ events: [{ at: "soon", kind: "message", text: "Hi" }] }, "events.0.at"],
    [{ events: [{ at: "P9999Y", kind: "message", text: "Hi" }] }, "events.0.at"],
    [{ events: [{ kind: "message" }] }, "events.0.text"],
    [{ contact: { age: 7 } }, "contact.age"],
    [{ outcomes: { ask: { status: "done", way: "x" } } }, "outcomes.ask.way"],
    [{ start: "9999-12-31T00:00:00Z" }, "start"],
    [{ limits: { steps: 0 } }, "limits.steps"],
  ])("refuses %j by naming %s", async (body, path) => {
    const answer = await simulate(body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems).toContainEqual(expect.objectContaining({ path }));
  });

  it("knows no trigger, contact or conversation but what is there", async () => {
    expect((await simulate({ trigger: "ask" })).status).toBe(422);
    const nobody = "0190a8f0-0000-7000-8000-000000000000";
    expect((await simulate({ contact: { id: nobody } })).status).toBe(404);
    expect((await simulate({ conversation: { id: nobody } })).status).toBe(404);
    const conversation = { id: workspace.ids.conversations };
    expect((await simulate({ conversation })).status).toBe(422);
    expect((await simulate({ conversation, contact: { id: workspace.ids.contacts } })).status).toBe(200);
  });

  it("belongs to the workspace and to those who may look at journeys", async () => {
    const other = await createWorkspace("simulate-other");
    expect((await simulate({}, { key: other.key })).status).toBe(404);
    expect((await simulate({ contact: { id: other.ids.contacts } })).status).toBe(404);
    const narrow = await createKey(workspace.workspaceId, "agent", ["runs.view"]);
    expect((await simulate({}, { key: narrow })).status).toBe(403);
    const blind = await createKey(workspace.workspaceId, "agent", ["journeys.view"]);
    expect((await simulate({ contact: { id: workspace.ids.contacts } }, { key: blind })).status).toBe(403);
  });
});
