import { afterAll, beforeEach, expect, it } from "vitest";
import { createMacroSchema } from "#core/api/macros.ts";
import { runMacro } from "#server/conversations/run-macro.ts";
import { sendScheduled } from "#server/conversations/send-scheduled.ts";
import { takeBack } from "#server/conversations/undo.ts";
import { createMacro } from "#server/library/macros.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let conversationId: string;
beforeEach(async () => {
  inbox = await makeInbox();
  conversationId = (await inbox.says("Where is my order?")).conversationId;
});
afterAll(closeDatabase);

const keep = (actions: object[], key = "close") =>
  createMacro(inbox.system, createMacroSchema.parse({ key, name: key, actions }));
const closing = [
  { do: "reply", text: "Thanks, {{ agent.firstName }} here" },
  { do: "tag", add: ["order"] },
  { do: "priority", priority: "low" },
  { do: "note", text: "By macro" },
  { do: "resolve", reason: "answered" },
];

it("does all of its actions; its reply leaves a resolved conversation resolved", async () => {
  await keep(closing);
  const { actions, conversation } = await runMacro(inbox.agent, conversationId, "close", {});
  expect(conversation).toMatchObject({ status: "resolved", tags: ["order"], priority: "low" });
  const reply = actions.find((action) => action.do === "reply");
  await sendScheduled(inbox.workspaceId, reply?.messageId ?? "");
  const sent = await transact(inbox.system, (tx) =>
    tx.message.findUniqueOrThrow({ where: { id: reply?.messageId ?? "" } }),
  );
  expect(sent).toMatchObject({ text: "Thanks, Ana here", authorId: inbox.agent.userId });
  const after = await inbox.conversation(conversationId);
  expect(after).toMatchObject({ status: "resolved", assigneeId: inbox.agent.userId });
  expect(after.firstHumanReplyAt).not.toBeNull();
  const lines = await transact(inbox.system, (tx) =>
    tx.auditEntry.findMany({ where: { action: "macro.run" } }),
  );
  expect(lines).toMatchObject([{ subjectId: conversationId, change: { macro: "close" } }]);
});

it("does nothing at all when one of them cannot be done, and names it", async () => {
  await keep([
    { do: "tag", add: ["x"] },
    { do: "reply", text: "Hi" },
    { do: "journey", journey: "missing" },
  ]);
  const answer = await call(inbox.key, `/conversations/${conversationId}/macros/close`, {
    method: "POST",
    body: {},
  });
  expect([answer.status, answer.body.problems[0].path]).toEqual([409, "actions.2"]);
  expect(await inbox.conversation(conversationId)).toMatchObject({ tags: [], assigneeId: null });
  const left = await transact(inbox.system, async (tx) => [
    await tx.scheduledMessage.count(),
    await tx.auditEntry.count({ where: { action: "macro.run" } }),
  ]);
  expect(left).toEqual([0, 0]);
});

it("is taken back with its reply, as long as that is held", async () => {
  await keep(closing);
  const { undo } = await runMacro(inbox.agent, conversationId, "close", { undoSeconds: 30 });
  expect(await takeBack(inbox.agent, undo?.token ?? "")).toMatchObject({ done: 1, failed: 0 });
  const after = await inbox.conversation(conversationId);
  expect(after).toMatchObject({ status: "in_progress", tags: [], priority: "normal", assigneeId: null });
  expect(after.waitingSince).not.toBeNull();
  const rows = await transact(inbox.system, (tx) => tx.scheduledMessage.findMany());
  expect(rows).toMatchObject([{ status: "cancelled" }]);
});

it("is kept by who edits content, with a key and a shortcut of its own, and run by no other workspace", async () => {
  const post = (body: object, key = inbox.key) => call(key, "/macros", { method: "POST", body });
  const made = await post({ name: "Close order", shortcut: "c", actions: closing });
  expect([made.status, made.body.key]).toEqual([201, "close_order"]);
  const taken = await post({ name: "Other", shortcut: "c", actions: closing });
  expect([taken.status, taken.body.code]).toEqual([409, "already_exists"]);
  const wrong = await post({ name: "Wrong", actions: [{ do: "reply" }] });
  expect([wrong.status, wrong.body.problems[0].path]).toEqual([400, "actions.0.text"]);
  expect(
    (await post({ name: "No", actions: closing }, await createKey(inbox.workspaceId, "agent"))).status,
  ).toBe(403);
  const foreign = await makeInbox();
  const path = `/conversations/${conversationId}/macros/close_order`;
  expect((await call(foreign.key, path, { method: "POST", body: {} })).status).toBe(404);
  const empty = await call(inbox.key, `/macros/${made.body.id}`, { method: "PATCH", body: { actions: [] } });
  expect([empty.status, empty.body.problems[0].path]).toEqual([400, "actions"]);
});
