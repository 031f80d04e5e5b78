import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { listNotifications, readNotifications } from "#server/notifications/read-notifications.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

let workspace: Fixture;
let reader: UserActor;
let colleague: UserActor;

beforeAll(async () => {
  workspace = await createWorkspace("notifications");
  reader = await makeUser(workspace.workspaceId);
  colleague = await makeUser(workspace.workspaceId);
  for (const text of ["first", "second", "third"]) {
    await tell([reader.userId, colleague.userId], text);
  }
});
afterAll(closeDatabase);

function tell(userIds: string[], text: string) {
  const { workspaceId } = workspace;
  const run = { runId: uuidv7(), effectKey: text };
  const about = { contactId: null, conversationId: null, run };
  return transact({ workspaceId }, (tx) =>
    tellPeople(tx, { workspaceId, userIds, kind: "notice", text, ...about }),
  );
}

const texts = async (actor: UserActor, unread?: boolean) =>
  (await listNotifications(actor, { limit: 50, ...(unread === undefined ? {} : { unread }) })).data.map(
    ({ text }) => text,
  );

it("lists one's own, the latest first, page by page, with how many are unread", async () => {
  const first = await listNotifications(reader, { limit: 2 });
  expect([first.data.map(({ text }) => text), first.unread]).toEqual([["third", "second"], 3]);
  const next = await listNotifications(reader, { limit: 2, cursor: first.nextCursor ?? "" });
  expect([next.data.map(({ text }) => text), next.nextCursor]).toEqual([["first"], null]);
});

it("marks those named as read, then all of them, and never a colleague's", async () => {
  const [third] = (await listNotifications(reader, { limit: 1 })).data;
  expect(await readNotifications(reader, { ids: [third?.id ?? ""] })).toEqual({ unread: 2 });
  expect(await texts(reader, true)).toEqual(["second", "first"]);
  expect(await texts(reader, false)).toEqual(["third"]);
  const [theirs] = (await listNotifications(colleague, { limit: 1 })).data;
  await readNotifications(reader, { ids: [theirs?.id ?? ""] });
  expect(await readNotifications(reader, {})).toEqual({ unread: 0 });
  expect(await texts(colleague, true)).toHaveLength(3);
});

it("has nothing for programs, who cannot read for anybody", async () => {
  const list = await call(workspace.key, "/notifications");
  expect([list.status, list.body]).toEqual([200, { data: [], nextCursor: null, unread: 0 }]);
  const read = await call(workspace.key, "/notifications/read", { method: "POST", body: {} });
  expect([read.status, read.body.code]).toEqual([403, "forbidden"]);
  const wrong = await call(workspace.key, "/notifications/read", { method: "POST", body: { ids: ["x"] } });
  expect([wrong.status, wrong.body.problems]).toMatchObject([400, [{ path: "ids.0" }]]);
});
