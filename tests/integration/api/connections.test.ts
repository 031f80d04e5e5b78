import { beforeAll, describe, expect, it } from "vitest";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;

beforeAll(async () => {
  own = await createWorkspace("connections");
});

const SECRET = "sixteen letters at least";
const post = (body: unknown, key = own.key) => call(key, "/connections", { method: "POST", body });

describe("connections", () => {
  it("are made with credentials that never come back out", async () => {
    const { status, body } = await post({ name: "Sales CRM", credentials: { signingSecret: SECRET } });
    expect(status).toBe(201);
    expect(body).toMatchObject({ key: "sales_crm", provider: "generic", credentials: ["signingSecret"] });
    expect(body.webhookUrl).toBe(`http://localhost:3000/api/webhooks/crm/${body.id}`);
    const patched = await call(own.key, `/connections/${body.id}`, {
      method: "PATCH",
      body: { credentials: { token: "t0ken" }, config: { url: "https://crm.example.com/hook" } },
    });
    expect(patched.body.credentials.sort()).toEqual(["signingSecret", "token"]);
    const shown = JSON.stringify([patched.body, (await call(own.key, `/connections/${body.id}`)).body]);
    expect(shown).not.toContain(SECRET);
    const stored = await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.crmConnection.findUniqueOrThrow({ where: { id: body.id } }),
    );
    expect(Buffer.from(stored.credentialsEncrypted ?? "").toString("latin1")).not.toContain(SECRET);
    expect((await call(own.key, `/connections/${body.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await call(own.key, `/connections/${body.id}`)).status).toBe(404);
  });

  it.each([
    ["provider", { provider: "abacus" }, 422],
    ["credentials.signingSecret", { credentials: { signingSecret: "short" } }, 422],
    ["credentials.signingSecret", { credentials: { signingSecret: "whsec_!!!!!!!!!!!!!!!!" } }, 422],
    ["config.adress", { config: { adress: "https://crm.example.com" } }, 422],
    ["apiBaseUrl", { apiBaseUrl: "ftp://crm.example.com" }, 400],
    ["apiBaseUrl", { apiBaseUrl: "https://name:word@crm.example.com" }, 400],
  ])("name the field that is not right: %s", async (path, extra, status) => {
    const answer = await post({ name: "CRM 2", credentials: { signingSecret: SECRET }, ...extra });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body.problems)).toContain(path.split(".")[0]);
  });

  it("are not sent to another address by whoever cannot read them", async () => {
    const { body } = await post({ name: "CRM 3", credentials: { signingSecret: SECRET, token: "t0ken" } });
    const patch = (change: object) =>
      call(own.key, `/connections/${body.id}`, { method: "PATCH", body: change });
    const apiBaseUrl = "https://elsewhere.example.com";
    const alone = await patch({ apiBaseUrl });
    expect([alone.status, alone.body.problems]).toMatchObject([422, [{ path: "credentials" }]]);
    const anew = await patch({ apiBaseUrl, credentials: { signingSecret: SECRET } });
    expect([anew.status, anew.body.credentials]).toEqual([200, ["signingSecret"]]);
  });

  it("are made by developers, not by marketers", async () => {
    const marketer = await createKey(own.workspaceId, "marketer");
    const developer = await createKey(own.workspaceId, "developer");
    const body = { name: "Theirs", credentials: { signingSecret: SECRET } };
    expect((await post(body, marketer)).status).toBe(403);
    expect((await post(body, developer)).status).toBe(201);
    expect((await post(body, developer)).status).toBe(409);
  });
});
