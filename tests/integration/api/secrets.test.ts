import { beforeAll, describe, expect, it } from "vitest";
import { findSecrets } from "#server/journeys/read-secret.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;
let other: Fixture;

beforeAll(async () => {
  own = await createWorkspace("secrets");
  other = await createWorkspace("others-secrets");
});

const VALUE = "nobody reads this";
const post = (body: unknown, key = own.key) => call(key, "/secrets", { method: "POST", body });

describe("secrets", () => {
  it("are kept for journeys, changed and forgotten, and never come back out", async () => {
    const { status, body } = await post({ key: "shop_token", value: VALUE });
    expect(status).toBe(201);
    const path = `/secrets/${body.id}`;
    const patched = await call(own.key, path, { method: "PATCH", body: { value: `${VALUE} either` } });
    const listed = await call(own.key, "/secrets");
    expect(listed.body.data.map(({ key }: { key: string }) => key)).toContain("shop_token");
    const shown = JSON.stringify([body, patched.body, listed.body, (await call(own.key, path)).body]);
    expect(shown).not.toContain(VALUE);
    expect((await findSecrets(own.workspaceId, ["shop_token"])).get("shop_token")).toBe(`${VALUE} either`);
    expect((await call(own.key, path, { method: "DELETE" })).status).toBe(204);
    expect((await call(own.key, path)).status).toBe(404);
    expect((await findSecrets(own.workspaceId, ["shop_token"])).size).toBe(0);
  });

  it("name the field that is not right", async () => {
    expect((await post({ key: "Shop token", value: VALUE })).body.problems).toMatchObject([{ path: "key" }]);
    expect((await post({ key: "empty", value: "" })).body.problems).toMatchObject([{ path: "value" }]);
  });

  it("are one workspace's, for developers to change, and one to a key", async () => {
    const { body } = await post({ key: "once", value: VALUE });
    expect((await post({ key: "once", value: VALUE })).status).toBe(409);
    const path = `/secrets/${body.id}`;
    expect((await call(other.key, path)).status).toBe(404);
    expect((await call(other.key, path, { method: "PATCH", body: { value: "x" } })).status).toBe(404);
    expect((await call(other.key, path, { method: "DELETE" })).status).toBe(404);
    const marketer = await createKey(own.workspaceId, "marketer");
    expect((await post({ key: "theirs", value: VALUE }, marketer)).status).toBe(403);
    expect((await call(marketer, path, { method: "PATCH", body: { value: "x" } })).status).toBe(403);
  });
});
