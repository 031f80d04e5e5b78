import { beforeAll, describe, expect, it } from "vitest";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;

beforeAll(async () => {
  own = await createWorkspace("audiences");
});

const post = (path: string, body: unknown, key = own.key) => call(key, path, { method: "POST", body });

describe("audiences", () => {
  it("are saved under a key, counted, shown in part, changed and put away", async () => {
    const condition = { field: "contact.name", op: "contains", value: "SOUSA" };
    const { status, body: made } = await post("/audiences", { name: "The Sousas", condition });
    expect(status).toBe(201);
    expect(made).toMatchObject({ key: "the_sousas", condition, size: null });
    const preview = await call(own.key, `/audiences/${made.id}/preview?sample=1`);
    expect(preview.body).toEqual({
      count: 2,
      isComplete: true,
      sample: [{ id: own.ids.contacts, name: "Marta Sousa" }],
    });
    const counted = await call(own.key, "/audiences?key=the_sousas");
    expect(counted.body.data).toMatchObject([{ id: made.id, size: 2 }]);

    const changed = await call(own.key, `/audiences/${made.id}`, {
      method: "PATCH",
      body: { condition: { field: "contact.email", op: "exists" } },
    });
    expect(changed.body).toMatchObject({ size: null, countedAt: null });
    expect((await call(own.key, `/audiences/${made.id}/preview`)).body.count).toBe(1);

    expect((await call(own.key, `/audiences/${made.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await call(own.key, `/audiences/${made.id}`)).status).toBe(404);
    expect((await post("/audiences", { name: "The Sousas", condition })).status).toBe(201);
  });

  it("try a condition without saving it", async () => {
    const condition = { field: "contact.name", op: "matches", value: "^M\\." };
    const answer = await post("/audiences/preview", { condition });
    expect(answer.body).toMatchObject({ count: 1, sample: [{ id: own.ids.other }] });
  });

  it.each([
    [
      "contact.audiences",
      { field: "contact.audiences", op: "hasAny", value: ["everybody"] },
      /other audiences/,
    ],
    ["a conversation", { field: "conversation.status", op: "eq", value: "new" }, /contact alone/],
    ["a contact's unknown field", { field: "contact.shoeSize", op: "exists" }, /contact alone/],
    ["an operator that does not fit", { field: "contact.tags", op: "gt", value: 1 }, /does not fit/],
  ])("refuse %s and name the field", async (_what, leaf, message) => {
    const answer = await post("/audiences", { name: "Refused", condition: { all: [{ not: leaf }] } });
    expect(answer.status).toBe(400);
    expect(answer.body.problems[0]).toMatchObject({
      path: expect.stringMatching(/^condition\.all\.0\.not\./),
      message: expect.stringMatching(message),
    });
  });

  it("are made by those who may, and a key is taken once", async () => {
    const condition = { all: [] };
    const agent = await createKey(own.workspaceId, "agent");
    const supervisor = await createKey(own.workspaceId, "supervisor");
    expect((await post("/audiences", { name: "Mine", condition }, agent)).status).toBe(403);
    expect((await post("/audiences", { name: "Mine", condition }, supervisor)).status).toBe(403);
    expect((await call(supervisor, `/audiences/${own.ids.audiences}/preview`)).body.count).toBe(2);
    expect((await post("/audiences", { name: "Everybody", condition })).status).toBe(409);
  });
});
