import { beforeAll, describe, expect, it } from "vitest";
import { isAllowed, ROLES, type Role } from "#core/permissions/roles.ts";
import { endpoints } from "#server/http/endpoints.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;
const keys = new Map<Role, string>();

beforeAll(async () => {
  workspace = await createWorkspace("roles");
  for (const role of ROLES) keys.set(role, await createKey(workspace.workspaceId, role));
});

/** What each role may call, written out: a change of roles.ts that opens a door shows here. */
const REFUSED: Record<Role, string[]> = {
  admin: [],
  marketer: ["/api-keys", "/audit-log", "/board"],
  supervisor: ["/api-keys", "/audit-log"],
  agent: ["/api-keys", "/audiences", "/audit-log", "/board", "/campaigns", "/metric-targets"],
  developer: ["/board"],
};

/** A stream does not end, and a person's own preferences are not a key's. */
const NOT_FOR_KEYS = /\/(stream|preferences)$/;

describe("each role", () => {
  it.each(ROLES)("%s reads every list but those it may not", async (role) => {
    const lists = endpoints.filter(
      ({ method, path }) => method === "get" && !path.includes("{") && !NOT_FOR_KEYS.test(path),
    );
    const refused: string[] = [];
    for (const { path } of lists) {
      const { status } = await call(keys.get(role) ?? "", path);
      if (status === 403) refused.push(path);
      else expect(status, path).toBe(200);
    }
    expect(refused.sort()).toEqual(REFUSED[role]);
  });

  it.each(ROLES)("%s is refused every call whose permission it lacks", async (role) => {
    const guarded = endpoints.filter(({ permission }) => permission !== null && !isAllowed(role, permission));
    for (const { method, path } of guarded) {
      const target = path.replace("{id}", crypto.randomUUID()).replace(/\{\w+\}/g, "1");
      const body = method === "get" || method === "delete" ? undefined : {};
      const answer = await call(keys.get(role) ?? "", target, { method: method.toUpperCase(), body });
      expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, "forbidden"]);
    }
  });
});

it("an agent reports no events, erases nobody and publishes nothing", async () => {
  const key = keys.get("agent") ?? "";
  const { ids } = workspace;
  const answers = [
    await call(key, "/events", { method: "POST", body: { name: "x", contact: { id: ids.contacts } } }),
    await call(key, `/contacts/${ids.contacts}`, { method: "DELETE" }),
    await call(key, `/journeys/${ids.journeys}/publish`, { method: "POST", body: {} }),
    await call(key, `/users/${ids.users}`, { method: "PATCH", body: { role: "admin" } }),
    await call(key, `/users/${ids.users}/presence`, { method: "PUT", body: { status: "offline" } }),
    await call(key, "/channels", { method: "POST", body: { type: "webchat", name: "Mine" } }),
  ];
  for (const answer of answers) expect(answer.status).toBe(403);
});
