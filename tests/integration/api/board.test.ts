import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boardSchema } from "#core/api/board.ts";
import { systemActor } from "#server/access/actor.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("board");
  foreign = await createWorkspace("board-elsewhere");
});
afterAll(closeDatabase);

const board = async (key = workspace.key) => {
  const { status, body } = await call(key, "/board");
  expect(status).toBe(200);
  return boardSchema.parse(body);
};

const change = (data: Record<string, unknown>) =>
  transact(systemActor(workspace.workspaceId, "test"), (tx) =>
    tx.conversation.update({ where: { id: workspace.ids.conversations ?? "" }, data }),
  );

describe("the board", () => {
  it("shows who waits by team, what is promised, who is unhappy, and who has what in hand", async () => {
    const { conversations: id, teams: teamId, users: userId } = workspace.ids;
    const since = new Date(Date.now() - 600_000);
    await change({ waitingSince: since, sentimentNow: -0.8, status: "new", quiet: false, resolvedAt: null });
    await call(workspace.key, `/conversations/${id}/assign`, {
      method: "POST",
      body: { assignee: userId, team: teamId },
    });
    await change({ waitingSince: since, firstInboundAt: new Date(Date.now() - 2 * 3_600_000) });
    // Looked at again, the fixture's promise holds: it fell due an hour ago.
    await call(workspace.key, `/conversations/${id}`, { method: "PATCH", body: { priority: "high" } });
    const found = await board();
    expect(found.waiting).toMatchObject({
      count: 1,
      since: since.toISOString(),
      byTeam: [{ team: { id: teamId }, count: 1 }],
    });
    expect(found.sla).toMatchObject({
      overdue: 1,
      atRisk: 0,
      conversations: [{ conversation: { id }, sla: { target: "firstResponse" } }],
    });
    expect(found.sentiment).toMatchObject({ count: 1, conversations: [{ conversation: { id }, now: -0.8 }] });
    const agent = found.agents.find((each) => each.id === userId);
    expect(agent).toMatchObject({ open: 1, waiting: 1, capacity: 5, presence: { status: "offline" } });
  });

  it("leaves out what is done, a test, or another workspace's", async () => {
    expect((await board(foreign.key)).sla.overdue).toBe(0);
    await change({ isTest: true });
    expect(await board()).toMatchObject({
      waiting: { count: 0 },
      sla: { overdue: 0 },
      sentiment: { count: 0 },
    });
    await change({ isTest: false, resolvedAt: new Date(), status: "resolved" });
    expect(await board()).toMatchObject({ waiting: { count: 0 }, sentiment: { count: 0 } });
  });

  it("is a supervisor's, not an agent's", async () => {
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await call(agent, "/board")).status).toBe(403);
    const supervisor = await createKey(workspace.workspaceId, "supervisor");
    expect((await call(supervisor, "/board")).status).toBe(200);
  });
});

describe("a word to a colleague", () => {
  const tell = (userId: string | undefined, body: unknown, key = workspace.key) =>
    call(key, `/users/${userId}/tell`, { method: "POST", body });

  it("is among their notifications", async () => {
    const text = "Can you take the two from Lisbon?";
    expect((await tell(workspace.ids.users, { text })).status).toBe(204);
    const notices = await transact(systemActor(workspace.workspaceId, "test"), (tx) =>
      tx.notification.findMany({ where: { userId: workspace.ids.users ?? "", kind: "notice" } }),
    );
    expect(notices).toMatchObject([{ text }]);
  });

  it("is refused with the field when empty, to nobody here, and from an agent", async () => {
    const { status, body } = await tell(workspace.ids.users, { text: " " });
    expect([status, body.problems]).toMatchObject([400, [{ path: "text" }]]);
    expect((await tell(foreign.ids.users, { text: "Hello" })).status).toBe(404);
    const conversationId = foreign.ids.conversations;
    expect((await tell(workspace.ids.users, { text: "Hello", conversationId })).status).toBe(404);
    const agent = await createKey(workspace.workspaceId, "agent");
    expect((await tell(workspace.ids.users, { text: "Hello" }, agent)).status).toBe(403);
  });
});
