import { afterAll, beforeAll, expect, it } from "vitest";
import { saveDraftSchema } from "#core/api/drafts.ts";
import { createViewSchema } from "#core/api/views.ts";
import { readDrafts, saveDraft } from "#server/conversations/drafts.ts";
import { createView, deleteView, getView, listViews, patchView } from "#server/conversations/views.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let other: Awaited<ReturnType<typeof makeInbox>>;
beforeAll(async () => {
  inbox = await makeInbox();
  other = await makeInbox();
});
afterAll(closeDatabase);

const view = (name: string, filters: Record<string, string | boolean> = {}, isShared = false) =>
  createViewSchema.parse({ name, filters, isShared });

it("keeps one's own views to oneself and shows shared ones to all, with how many are in each", async () => {
  await inbox.says("one");
  await inbox.says("two");
  await createView(inbox.agent, view("My new ones", { status: "new", quiet: false }));
  const shared = await createView(inbox.supervisor, view("Resolved", { status: "resolved" }, true));
  const seen = await listViews(inbox.agent, { limit: 50, counts: true });
  expect(seen.data).toMatchObject([
    { name: "My new ones", isOwn: true, count: 2, position: 0 },
    { name: "Resolved", isOwn: false, count: 0, owner: { name: "Priya" } },
  ]);
  expect((await listViews(inbox.supervisor, { limit: 50 })).data).toMatchObject([
    { name: "Resolved", count: null },
  ]);
  expect((await listViews(other.agent, { limit: 50 })).data).toEqual([]);
  await expect(getView(other.supervisor, shared.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(patchView(inbox.agent, shared.id, { name: "Mine" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createView(inbox.agent, view("All's", {}, true))).rejects.toMatchObject({ code: "forbidden" });
  expect(await patchView(inbox.supervisor, shared.id, { name: "Done", position: 3 })).toMatchObject({
    name: "Done",
    position: 3,
  });
  await deleteView(inbox.supervisor, shared.id);
  await expect(getView(inbox.agent, shared.id)).rejects.toMatchObject({ code: "not_found" });
});

it("names a filter that the list does not have or take", async () => {
  const post = (filters: unknown) =>
    call(inbox.key, "/views", { method: "POST", body: { name: "Wrong", filters } });
  const unknown = await post({ colour: "red" });
  expect([unknown.status, unknown.body.problems[0].path]).toEqual([400, "filters"]);
  const wrong = await post({ status: "gone" });
  expect([wrong.status, wrong.body.problems[0].path]).toEqual([400, "filters.status.0"]);
  const program = await post({});
  expect([program.status, program.body.code]).toEqual([403, "forbidden"]);
});

it("keeps a reply and a note of each person in each conversation, and refuses what is older", async () => {
  const { conversationId } = await inbox.says("hello");
  const save = (given: object, actor = inbox.agent) =>
    saveDraft(actor, conversationId, saveDraftSchema.parse(given));
  await save({ text: "Dear" });
  await save({ text: "Ask Priya", mode: "note" });
  expect((await readDrafts(inbox.agent, conversationId)).data).toMatchObject([
    { mode: "reply", text: "Dear", revision: 1 },
    { mode: "note", text: "Ask Priya" },
  ]);
  expect((await readDrafts(inbox.supervisor, conversationId)).data).toEqual([]);
  const results = await Promise.allSettled([
    save({ text: "Dear Ana", revision: 1 }),
    save({ text: "Dear Bo", revision: 1 }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await save({ text: " " });
  expect((await readDrafts(inbox.agent, conversationId)).data.map(({ mode }) => mode)).toEqual(["note"]);
  await expect(readDrafts(other.agent, conversationId)).rejects.toMatchObject({ code: "not_found" });
});
