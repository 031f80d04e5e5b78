import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, expect, it } from "vitest";
import { readFollowUp, removeFollowUp, setFollowUp } from "#server/library/follow-ups.ts";
import { taskFellDue } from "#server/library/task-changes.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let conversationId: string;
const visitor = `visitor:${uuidv7()}`;
beforeEach(async () => {
  inbox = await makeInbox();
  conversationId = (await inbox.says("Hello", visitor)).conversationId;
});
afterAll(closeDatabase);

const at = "2099-01-01T09:00:00.000Z";
const remind = (note: string | null = null) => setFollowUp(inbox.agent, conversationId, { at, note });
const told = () =>
  transact(inbox.system, (tx) => tx.notification.findMany({ where: { userId: inbox.agent.userId } }));

it("tells whoever asked, once, when nobody has written by then", async () => {
  const { followUp } = await remind("Ask for the form");
  expect(followUp).toMatchObject({ at, note: "Ask for the form" });
  const taskId = followUp?.taskId ?? "";
  await Promise.all([1, 2].map(() => taskFellDue(inbox.workspaceId, { taskId, dueAt: new Date(at) })));
  expect(await told()).toMatchObject([{ text: "No reply yet: Ask for the form", conversationId }]);
  expect(await readFollowUp(inbox.agent, conversationId)).toEqual({ followUp: null });
});

it("is gone when the customer writes, when it is taken away, and when another takes its place", async () => {
  const first = await remind();
  const second = await remind("Again");
  expect(second.followUp?.taskId).not.toBe(first.followUp?.taskId);
  expect(await readFollowUp(inbox.supervisor, conversationId)).toEqual({ followUp: null });
  await inbox.says("Here it is", visitor);
  expect(await readFollowUp(inbox.agent, conversationId)).toEqual({ followUp: null });
  await taskFellDue(inbox.workspaceId, { taskId: second.followUp?.taskId ?? "", dueAt: new Date(at) });
  expect(await told()).toEqual([]);
  await remind();
  await removeFollowUp(inbox.agent, conversationId);
  expect(await readFollowUp(inbox.agent, conversationId)).toEqual({ followUp: null });
});

it("is no program's, needs a time to come, and is not found elsewhere", async () => {
  const put = (body: object, key = inbox.key) =>
    call(key, `/conversations/${conversationId}/follow-up`, { method: "PUT", body });
  expect((await put({ at })).status).toBe(403);
  expect((await put({ at: "soon" })).body.problems[0].path).toBe("at");
  await expect(
    setFollowUp(inbox.agent, conversationId, { at: "2020-01-01T00:00:00Z", note: null }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  const foreign = await makeInbox();
  await expect(setFollowUp(foreign.agent, conversationId, { at, note: null })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("a task that falls due is told to whoever does it", async () => {
  const task = { title: "Call Marta", conversationId, assignee: inbox.agent.userId, dueAt: at };
  const { body } = await call(inbox.key, "/tasks", { method: "POST", body: task });
  await taskFellDue(inbox.workspaceId, { taskId: body.id, dueAt: new Date(at) });
  expect(await told()).toMatchObject([{ text: "Due now: Call Marta", kind: "notice" }]);
});
