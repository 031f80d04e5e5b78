import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as live } from "#app/api/live/route.ts";
import { checkPassword, hashPassword } from "#server/access/password.ts";
import { forgetSessionActor } from "#server/access/session-actor.ts";
import { sessionCookieName } from "#server/access/session-token.ts";
import { signIn } from "#server/access/sign-in.ts";
import { api } from "#server/http/app.ts";
import { transact } from "#server/platform/database.ts";
import {
  call,
  createKey,
  createPerson,
  createWorkspace,
  type Fixture,
} from "#tests/integration/api/workspace-fixture.ts";

const ORIGIN = "http://localhost:3000";
const PASSWORD = "correct horse";
let workspace: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("signing");
});

async function cookieOf(userId: string, sessionEpoch = 0): Promise<string> {
  const token = { userId, workspaceId: workspace.workspaceId, sessionEpoch };
  const value = await encode({ token, secret: process.env.NEXTAUTH_SECRET ?? "" });
  return `${sessionCookieName()}=${value}`;
}

function request(path: string, cookie: string, init: RequestInit = {}): Promise<Response> {
  const headers = { cookie, ...init.headers };
  return Promise.resolve(api.fetch(new Request(`${ORIGIN}/api/v1${path}`, { ...init, headers })));
}

describe("a password", () => {
  it("lets its owner in and is not asked for its e-mail's case", async () => {
    const id = await createPerson(workspace.workspaceId, "rita@signing.example", "agent");
    expect(await signIn(" Rita@Signing.example ", PASSWORD, "1.1.1.1")).toMatchObject({
      userId: id,
      role: "agent",
    });
  });

  it.each([
    ["a wrong password", "rita@signing.example", "wrong"],
    ["an unknown e-mail", "nobody@signing.example", PASSWORD],
    ["nothing", "", ""],
    ["a NUL character", "rita\u0000@signing.example", PASSWORD],
    ["an endless password", "rita@signing.example", "x".repeat(100_000)],
  ])("is refused for %s", async (_what, email, password) => {
    expect(await signIn(email, password, "1.1.1.1")).toBeNull();
  });

  it("is refused to someone deactivated", async () => {
    const id = await createPerson(workspace.workspaceId, "gone@signing.example", "agent");
    await call(workspace.key, `/users/${id}`, { method: "PATCH", body: { deactivated: true } });
    expect(await signIn("gone@signing.example", PASSWORD, "1.1.1.1")).toBeNull();
  });

  it("is no longer tried after ten failures, even the right one", async () => {
    await createPerson(workspace.workspaceId, "guessed@signing.example", "agent");
    for (let attempt = 0; attempt < 10; attempt++)
      await signIn("guessed@signing.example", "guess", "2.2.2.2");
    expect(await signIn("guessed@signing.example", PASSWORD, "3.3.3.3")).toBeNull();
  });

  it("is compared with something even where there is none to compare with", async () => {
    const passwordHash = await hashPassword(PASSWORD);
    const time = async (compared: string | null) => {
      const started = performance.now();
      await checkPassword("wrong", compared);
      return performance.now() - started;
    };
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    await time(null);
    for (let round = 0; round < 7; round++) {
      times.known.push(await time(passwordHash));
      times.unknown.push(await time(null));
    }
    // Hashing is all there is to it: without it the answer would come a hundred times sooner.
    expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.known) / 4);
  });
});

describe("a session", () => {
  it("reads without a key", async () => {
    const id = await createPerson(workspace.workspaceId, "reader@signing.example", "agent");
    const answer = await request("/me", await cookieOf(id));
    expect(await answer.json()).toMatchObject({ kind: "user", role: "agent", user: { id } });
  });

  it("writes from our own pages alone", async () => {
    const id = await createPerson(workspace.workspaceId, "writer@signing.example", "agent");
    const write = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ status: "online" });
      const init = { method: "PUT", body, headers: { "content-type": "application/json", ...headers } };
      return (await request(`/users/${id}/presence`, await cookieOf(id), init)).status;
    };
    expect(await write({ origin: ORIGIN })).toBe(200);
    expect(await write({ "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await write({ origin: "https://evil.example" })).toBe(403);
    expect(await write({ origin: "null" })).toBe(403);
    expect(await write({})).toBe(403);
  });

  it("ends with a new password, a change of role and a deactivation", async () => {
    const id = await createPerson(workspace.workspaceId, "changing@signing.example", "agent");
    const cookie = await cookieOf(id);
    expect((await request("/me", cookie)).status).toBe(200);
    await call(workspace.key, `/users/${id}`, { method: "PATCH", body: { role: "supervisor" } });
    expect((await request("/me", cookie)).status).toBe(401);
    expect((await request("/me", await cookieOf(id, 1))).status).toBe(200);
    await call(workspace.key, `/users/${id}`, { method: "PATCH", body: { deactivated: true } });
    expect((await request("/me", await cookieOf(id, 2))).status).toBe(401);
  });

  it("is refused when forged, empty, or of another workspace", async () => {
    const other = await createWorkspace("elsewhere");
    const id = await createPerson(other.workspaceId, "stranger@signing.example", "admin");
    forgetSessionActor(id);
    for (const cookie of [
      await cookieOf(id),
      `${sessionCookieName()}=forged`,
      `${sessionCookieName()}=`,
      "",
    ]) {
      expect((await request("/me", cookie)).status).toBe(401);
    }
  });

  it("listens to what happens in its workspace and to nothing else", async () => {
    const id = await createPerson(workspace.workspaceId, "listener@signing.example", "agent");
    const ending = new AbortController();
    const cookie = await cookieOf(id);
    const stream = await live(
      new Request(`${ORIGIN}/api/live`, { headers: { cookie }, signal: ending.signal }),
    );
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const other = await createWorkspace("noisy");
    await call(other.key, `/users/${other.ids.users}/presence`, { method: "PUT", body: { status: "busy" } });
    await call(workspace.key, `/users/${id}/presence`, { method: "PUT", body: { status: "busy" } });
    const heard = await readUntil(stream, id);
    expect(heard).toContain("event: hello");
    expect(heard).not.toContain(other.ids.users ?? "");
    ending.abort();
  });

  it("that is missing is not listened with", async () => {
    const answer = await live(new Request(`${ORIGIN}/api/live`));
    expect(answer.status).toBe(401);
  });
});

describe("an API key", () => {
  it.each([["Bearer nonsense"], ["Bearer"], ["Basic YTpi"], [""], ["Bearer  "]])(
    "is refused as “%s”",
    async (header) => {
      const answer = await api.fetch(
        new Request(`${ORIGIN}/api/v1/me`, { headers: { authorization: header } }),
      );
      expect([answer.status, (await answer.json()).code]).toEqual([401, "unauthenticated"]);
    },
  );

  it("is shown once, and refused once revoked or expired", async () => {
    const made = await call(workspace.key, "/api-keys", {
      method: "POST",
      body: { name: "Reports", role: "agent" },
    });
    const { id, key } = made.body;
    expect((await call(key, "/me")).status).toBe(200);
    expect(JSON.stringify((await call(workspace.key, `/api-keys/${id}`)).body)).not.toContain(key);
    expect(JSON.stringify((await call(workspace.key, "/api-keys")).body)).not.toContain(key);
    await call(workspace.key, `/api-keys/${id}`, { method: "DELETE" });
    expect((await call(key, "/me")).status).toBe(401);

    const brief = await createKey(workspace.workspaceId, "agent");
    await transact(workspace, (tx) =>
      tx.apiKey.updateMany({ where: { prefix: brief.slice(0, 10) }, data: { expiresAt: new Date(0) } }),
    );
    expect((await call(brief, "/me")).status).toBe(401);
  });

  it("may do no more than its scopes", async () => {
    const key = await createKey(workspace.workspaceId, "admin", ["contacts.view"]);
    expect((await call(key, "/contacts")).status).toBe(200);
    expect((await call(key, "/users")).status).toBe(403);
  });

  it("makes no key that may do more than itself", async () => {
    const developer = await createKey(workspace.workspaceId, "developer");
    const make = (body: unknown) => call(developer, "/api-keys", { method: "POST", body });
    expect((await make({ name: "Up", role: "admin" })).status).toBe(403);
    expect((await make({ name: "Same", role: "developer" })).status).toBe(201);
  });
});

async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (reader && !heard.includes(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    heard += value;
  }
  return heard;
}
