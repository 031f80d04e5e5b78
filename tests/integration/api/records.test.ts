import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
let other: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("records");
  other = await createWorkspace("records-other");
});
afterAll(closeDatabase);

const post = (body: object, key = workspace.key) => call(key, "/records", { method: "POST", body });
const patch = (id: string, body: object, key = workspace.key) =>
  call(key, `/records/${id}`, { method: "PATCH", body });
const visit = (fields: object = {}) => ({ contactId: workspace.ids.contacts, type: "visit", ...fields });

it("keeps a contact's records, found by contact, type, status and the other system's id", async () => {
  const made = await post(
    visit({
      startsAt: "2026-12-01T10:00:00+01:00",
      data: { room: 4, floor: 1 },
      source: "pms",
      externalId: "v-1",
    }),
  );
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    status: "active",
    startsAt: "2026-12-01T09:00:00.000Z",
    data: { room: 4 },
  });
  const { id } = made.body;
  const moved = await patch(id, { startsAt: "2026-12-02T09:00:00Z", data: { room: 5, floor: null } });
  expect(moved.body).toMatchObject({ startsAt: "2026-12-02T09:00:00.000Z", data: { room: 5 } });
  expect(moved.body.data).not.toHaveProperty("floor");
  const found = await call(
    workspace.key,
    `/records?contact=${workspace.ids.contacts}&type=visit&status=active&externalId=v-1`,
  );
  expect(found.body.data.map((record: { id: string }) => record.id)).toEqual([id]);
  expect((await call(workspace.key, `/records/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await call(workspace.key, `/records/${id}`)).status).toBe(404);
});

it("knows a record of another system again", async () => {
  await post(visit({ source: "pms", externalId: "v-2" }));
  const again = await post(visit({ source: "pms", externalId: "v-2" }));
  expect([again.status, again.body.code]).toEqual([409, "already_exists"]);
});

it("refuses what makes no sense, naming the field", async () => {
  const ends = await post(visit({ startsAt: "2026-12-01T10:00:00Z", endsAt: "2026-12-01T09:00:00Z" }));
  expect([ends.status, ends.body.detail]).toEqual([422, "endsAt: it ends before it starts."]);
  const zone = await post(visit({ timezone: "Mars/Base" }));
  expect(zone.status).toBe(400);
  expect(JSON.stringify(zone.body)).toContain("timezone");
  const stranger = await post({ contactId: other.ids.contacts, type: "visit" });
  expect(stranger.status).toBe(422);
});

it("shows nothing of another workspace, and lets nobody write who may only look", async () => {
  const { body } = await post(visit());
  expect((await call(other.key, `/records/${body.id}`)).status).toBe(404);
  expect((await patch(body.id, { title: "Mine" }, other.key)).status).toBe(404);
  const looker = await createKey(workspace.workspaceId, "admin", ["contacts.view"]);
  expect((await patch(body.id, { title: "Mine" }, looker)).status).toBe(403);
  expect((await call(looker, `/records/${body.id}`)).status).toBe(200);
});
