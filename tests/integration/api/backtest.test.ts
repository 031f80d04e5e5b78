import { beforeAll, describe, expect, it } from "vitest";
import { bookingDocument, writePast } from "#bench/core/past-conversations.ts";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let journey: string;
let past: string[];

const FROM = Date.UTC(2026, 0, 5, 9);
const span = { from: "2026-01-05T00:00:00Z", to: "2026-01-06T00:00:00Z" };

beforeAll(async () => {
  workspace = await createWorkspace("backtest");
  const { workspaceId, key } = workspace;
  journey = (await call(key, "/journeys", { method: "POST", body: bookingDocument })).body.id;
  const { body } = await call(key, `/journeys/${journey}/publish`, { method: "POST" });
  const version = await transact({ workspaceId }, (tx) =>
    tx.journeyVersion.findFirstOrThrow({ where: { journeyId: journey } }),
  );
  const place = { workspaceId, journeyId: journey, versionId: version.id, planHash: body.planHash };
  past = await writePast(place, 300, FROM);
});

const backtest = (body: unknown, { id = journey, key = workspace.key } = {}) =>
  call(key, `/journeys/${id}/backtest`, { method: "POST", body });

/** Replaces the draft, with the config of one node changed. */
async function draft(nodeId: string, config: object): Promise<void> {
  const nodes = bookingDocument.nodes.map((node) =>
    node.id === nodeId ? { ...node, config: { ...node.config, ...config } } : node,
  );
  await call(workspace.key, `/journeys/${journey}`, { method: "PUT", body: { ...bookingDocument, nodes } });
}

describe("a backtest", () => {
  it("finds that a draft which changes nothing would have changed nothing, over several pages", async () => {
    const { status, body } = await backtest(span);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      conversations: 300,
      truncated: false,
      same: 300,
      different: 0,
      unknown: 0,
      started: { before: 300, after: 300 },
      sends: { before: 900, after: 900 },
      ends: [{ end: "exited", reason: "booked", before: 300, after: 300 }],
      differences: [],
    });
    expect(body.outlets).toContainEqual({ nodeId: "ask", outlet: "answered", before: 300, after: 300 });
  });

  it("does not know what the customer would have answered to other words", async () => {
    await draft("again", { text: "And when?" });
    const { body } = await backtest({ ...span, limit: 2 });
    expect(body).toMatchObject({
      different: 300,
      unknown: 300,
      ends: [
        { end: "exited", reason: "booked", before: 300, after: 0 },
        { end: "unknown", reason: null, before: 0, after: 300 },
      ],
    });
    expect(body.differences).toHaveLength(2);
    expect(body.differences[0]).toMatchObject({
      conversationId: past[0],
      first: { nodeId: "again", said: "At what time?", wouldSay: "And when?" },
    });
  });

  it("goes to the end where the draft only says goodbye in other words", async () => {
    await draft("thanks", { text: "Until {{ vars.day }}" });
    const { body } = await backtest({ ...span, limit: 1 });
    expect(body).toMatchObject({ different: 300, unknown: 0, sends: { before: 900, after: 900 } });
    expect(body.differences[0].first).toMatchObject({ wouldSay: "Until Tuesday" });
  });

  it("looks at what began in its span only, and stores nothing", async () => {
    const { workspaceId } = workspace;
    const count = () =>
      transact({ workspaceId }, async (tx) => [await tx.run.count(), await tx.event.count()]);
    const before = await count();
    const to = new Date(FROM + 10 * 60_000).toISOString();
    expect((await backtest({ from: span.from, to })).body.conversations).toBe(10);
    expect(await count()).toEqual(before);
  });

  it("leaves out conversations that the caller may not see", async () => {
    const { workspaceId } = workspace;
    await transact({ workspaceId }, (tx) =>
      tx.conversation.updateMany({
        where: { id: { in: past.slice(0, 5) } },
        data: { visibility: "assigned" },
      }),
    );
    const agent = await createKey(workspaceId, "agent");
    expect((await backtest(span, { key: agent })).body.conversations).toBe(295);
    expect((await backtest(span)).body.conversations).toBe(300);
  });

  it.each([
    [{ from: span.from }, "to"],
    [{ from: span.to, to: span.from }, "to"],
    [{ ...span, from: "yesterday" }, "from"],
    [{ ...span, limit: 501 }, "limit"],
    [{ ...span, version: 1 }, "version"],
  ])("refuses %j by naming %s", async (body, path) => {
    const answer = await backtest(body);
    expect(answer.status).toBe(400);
    expect(answer.body.problems).toContainEqual(expect.objectContaining({ path }));
  });

  it("needs a sound draft, the right to look, and the workspace", async () => {
    const broken = (
      await call(workspace.key, "/journeys", { method: "POST", body: { name: "x", nodes: [], edges: [] } })
    ).body.id;
    expect(await backtest(span, { id: broken })).toMatchObject({
      status: 422,
      body: { code: "has_problems" },
    });
    const blind = await createKey(workspace.workspaceId, "admin", ["journeys.view", "contacts.view"]);
    expect((await backtest(span, { key: blind })).status).toBe(403);
    const other = await createWorkspace("backtest-other");
    expect((await backtest(span, { key: other.key })).status).toBe(404);
  });
});
