import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type BulkAction, bulkSchema } from "#core/api/bulk.ts";
import type { UserActor } from "#server/access/actor.ts";
import { bulkAction } from "#server/conversations/bulk-action.ts";
import { takeBack } from "#server/conversations/undo.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let ids: string[];
beforeEach(async () => {
  inbox = await makeInbox();
  ids = [];
  for (const text of ["one", "two", "three"]) ids.push((await inbox.says(text)).conversationId);
});
afterAll(closeDatabase);

const run = (action: object, actor: UserActor = inbox.agent, target: object = { ids }) =>
  bulkAction(actor, bulkSchema.parse({ ...target, action }));
const states = () => Promise.all(ids.map(inbox.conversation));

describe("one change to many conversations", () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  it.each<[object, object]>([
    [{ do: "assign", assignee: "me" }, { status: "new" }],
    [{ do: "resolve" }, { status: "resolved" }],
    [{ do: "snooze", until }, { status: "snoozed" }],
    [{ do: "tag", tags: ["vip", "vip"] }, { tags: ["vip"] }],
    [{ do: "priority", priority: "urgent" }, { priority: "urgent" }],
    [{ do: "spam" }, { status: "spam" }],
  ])("%o is done to each and taken back from each", async (action, expected) => {
    const before = await states();
    const outcome = await run(action);
    expect(outcome).toMatchObject({ done: 3, failed: 0, left: 0, undo: { token: expect.any(String) } });
    for (const state of await states()) expect(state).toMatchObject(expected);
    const back = await takeBack(inbox.agent, outcome.undo?.token ?? "");
    expect(back).toMatchObject({ done: 3, failed: 0, undo: null });
    const fields = ({
      assigneeId,
      teamId,
      tags,
      priority,
      waitingSince,
      snoozedUntil,
      resolvedAt,
    }: (typeof before)[number]) => ({
      assigneeId,
      teamId,
      tags,
      priority,
      waitingSince,
      snoozedUntil,
      resolvedAt,
    });
    expect((await states()).map(fields)).toEqual(before.map(fields));
    for (const { status } of await states()) expect(status).toBeOneOf(["new", "in_progress"]);
    await expect(takeBack(inbox.agent, outcome.undo?.token ?? "")).rejects.toMatchObject({ code: "gone" });
  });

  it("tells of each what could not be done, and does the rest", async () => {
    const outcome = await run({ do: "tag", tags: ["x"] }, inbox.agent, { ids: [...ids, uuidv7()] });
    expect(outcome).toMatchObject({ done: 3, failed: 1 });
    expect(outcome.data.at(-1)).toMatchObject({ outcome: "failed", error: { code: "not_found" } });
    expect(await run({ do: "tag", tags: ["x"] })).toMatchObject({ done: 0, undo: null });
  });

  it("takes the conversations of a filter", async () => {
    await updateConversation(inbox.agent, ids[0] ?? "", { priority: "high" });
    const outcome = await run({ do: "resolve" }, inbox.agent, { filter: { priority: "high" } });
    expect(outcome.data).toMatchObject([{ id: ids[0], outcome: "done" }]);
  });

  it("leaves what somebody has changed since, and says so", async () => {
    const { undo } = await run({ do: "priority", priority: "low" });
    await updateConversation(inbox.supervisor, ids[0] ?? "", { priority: "urgent" });
    const back = await takeBack(inbox.agent, undo?.token ?? "");
    expect(back).toMatchObject({ done: 2, failed: 1 });
    expect((await inbox.conversation(ids[0] ?? "")).priority).toBe("urgent");
    await expect(takeBack(inbox.supervisor, undo?.token ?? "")).rejects.toMatchObject({ code: "not_found" });
  });

  it("marks as read for oneself, and two at once end as one", async () => {
    expect(await run({ do: "markRead" })).toMatchObject({ done: 3 });
    const tag = (actor: UserActor, name: string) =>
      run({ do: "tag", tags: [name] } satisfies Partial<BulkAction>, actor);
    await Promise.all([tag(inbox.agent, "one"), tag(inbox.supervisor, "two")]);
    for (const { tags } of await states()) expect([...tags].sort()).toEqual(["one", "two"]);
  });

  it("is refused to who may not, to another workspace, and without a target", async () => {
    const reader = await createKey(inbox.workspaceId, "marketer");
    const post = (key: string, body: object) => call(key, "/conversations/bulk", { method: "POST", body });
    expect((await post(reader, { ids, action: { do: "resolve" } })).status).toBe(403);
    const foreign = await makeInbox();
    const answer = await post(foreign.key, { ids, action: { do: "resolve" } });
    expect(answer.body).toMatchObject({ done: 0, failed: 3 });
    const none = await post(inbox.key, { action: { do: "resolve" } });
    expect([none.status, none.body.problems[0].path]).toEqual([400, "ids"]);
    const count = await transact(inbox.system, (tx) =>
      tx.conversation.count({ where: { status: "resolved" } }),
    );
    expect(count).toBe(0);
  });
});
