import { beforeAll, describe, expect, it } from "vitest";
import { api } from "#server/http/app.ts";
import { endpoints } from "#server/http/endpoints.ts";
import { call, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let workspace: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("requests");
});

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  call(workspace.key, path, { method: "POST", body, headers });

describe("a refused request", () => {
  it("is a problem with its field, its code and a hint", async () => {
    const { status, headers, body } = await post("/skills", { name: 7, level: 2 });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ code: "invalid_request", status: 400, title: expect.any(String) });
    expect(body.problems).toEqual([
      expect.objectContaining({
        code: "invalid_field",
        path: "name",
        severity: "error",
        hint: expect.any(String),
      }),
      expect.objectContaining({
        code: "unknown_field",
        path: "level",
        severity: "error",
        hint: expect.any(String),
      }),
    ]);
  });

  it("names a field that is missing", async () => {
    const { body } = await post("/events", { contact: { email: "ana@example.com" } });
    expect(body.problems).toEqual([expect.objectContaining({ code: "missing_field", path: "name" })]);
  });

  it.each([
    ["broken JSON", "{", 400, "malformed_json"],
    ["a NUL character", JSON.stringify({ name: "a\u0000b" }), 400, "invalid_request"],
    ["half a surrogate pair", '{"name":"\\ud800"}', 400, "invalid_request"],
    ["a NUL character in a key", '{"\\u0000":1}', 400, "invalid_request"],
    ["no object", '"hello"', 400, "invalid_request"],
    ["null", "null", 400, "invalid_request"],
    ["nothing", "", 400, "invalid_request"],
    ["a body nested a thousand deep", `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`, 400, "malformed_body"],
    ["more than a megabyte", JSON.stringify({ name: "x".repeat(1_100_000) }), 413, "too_large"],
  ])("is told for %s", async (_what, body, status, code) => {
    const answer = await post("/skills", body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "is told for a body of type “%s”",
    async (type) => {
      const answer = await post("/skills", '{"name":"x"}', { "content-type": type });
      expect([answer.status, answer.body.code]).toEqual([415, "unsupported_media_type"]);
    },
  );

  it("is a 404 for an unknown path and for an id that is none", async () => {
    for (const path of ["/nothing", "/contacts/7", "/contacts/%00", "/journeys/undefined/versions/1"]) {
      const answer = await call(workspace.key, path);
      expect([answer.status, answer.body.code], path).toEqual([404, "not_found"]);
    }
  });

  it("is a 405 that says what is possible", async () => {
    const answer = await call(workspace.key, "/consents", { method: "DELETE" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
    expect(answer.body.code).toBe("method_not_allowed");
  });

  it("is a 400 for a cursor, limit or filter that is none", async () => {
    for (const query of [
      "cursor=x",
      "limit=0",
      "limit=1e9",
      "limit=x",
      "status=gone",
      "contact=7",
      "q=%00",
    ]) {
      const { status, body } = await call(workspace.key, `/conversations?${query}`);
      expect([status, body.code], query).toEqual([400, "invalid_request"]);
    }
  });

  it("carries the request's id", async () => {
    const answer = await call(workspace.key, "/nothing", { headers: { "x-request-id": "abc-1" } });
    expect(answer.headers.get("x-request-id")).toBe("abc-1");
  });
});

describe("an Idempotency-Key", () => {
  it("gives the first answer again, also when both come at once", async () => {
    const body = { name: "Ida Lund", email: "ida@example.com" };
    const both = await Promise.all([
      post("/contacts", body, { "idempotency-key": "one" }),
      post("/contacts", body, { "idempotency-key": "one" }),
    ]);
    const again = await post("/contacts", body, { "idempotency-key": "one" });
    const answers = [...both, again];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it("is refused for another request", async () => {
    await post("/skills", { name: "Dutch" }, { "idempotency-key": "two" });
    const other = await post("/skills", { name: "Danish" }, { "idempotency-key": "two" });
    expect([other.status, other.body.code]).toEqual([422, "idempotency_mismatch"]);
  });

  it("is free again after a failure", async () => {
    const failed = await post("/skills", { name: "" }, { "idempotency-key": "three" });
    const done = await post("/skills", { name: "Swedish" }, { "idempotency-key": "three" });
    expect([failed.status, done.status]).toEqual([400, 201]);
  });

  it("is refused when it is endless", async () => {
    const answer = await post("/skills", { name: "Greek" }, { "idempotency-key": "x".repeat(300) });
    expect(answer.status).toBe(400);
  });
});

describe("a list", () => {
  it("pages without a gap and without a double", async () => {
    for (let n = 0; n < 7; n++) await post("/intents", { name: `Intent number ${"abcdefg"[n]}` });
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await call(workspace.key, `/intents?limit=3${cursor ? `&cursor=${cursor}` : ""}`);
      seen.push(...body.data.map((row: { id: string }) => row.id));
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
  });
});

describe("hostile values", () => {
  const HOSTILE = [
    null,
    -1,
    1e308,
    "",
    "x".repeat(5000),
    "'; DROP TABLE contacts;--%_\\",
    "\u202e\u{1F600}",
    [[]],
    {},
    true,
    "9999-12-31T23:59:59.999Z",
    crypto.randomUUID(),
  ];
  /** Bodies that are right: each is sent with one field after the other gone wrong. */
  const RIGHT: Record<string, Record<string, unknown>> = {
    "/contacts": {
      firstName: "Ole",
      tags: ["x"],
      attributes: { plan: "a" },
      externalId: { source: "s", id: "1" },
    },
    "/events": {
      name: "ordered",
      contact: { email: "ole@example.com" },
      properties: {},
      occurredAt: "2026-01-01T00:00:00Z",
    },
    "/users": {
      name: "Ole",
      email: "ole@example.com",
      role: "agent",
      capacity: { default: 1 },
      teams: [],
      skills: [],
    },
    "/teams": { name: "Night", members: [], businessHours: null, description: "x" },
    "/journeys": { name: "Night", nodes: [{ id: "a", type: "exit" }], edges: [], settings: {} },
    "/business-hours": {
      name: "Night",
      timezone: "UTC",
      weekly: { mon: [{ from: "09:00", to: "10:00" }] },
      holidays: [],
    },
    "/templates": {
      name: "Hi",
      channel: "sms",
      text: { default: "Hi", de: "Hallo" },
      subject: null,
      buttons: [],
    },
    "/channels": { type: "webchat", name: "Site", config: { title: "Hi" }, apiBaseUrl: null },
    "/tasks": {
      title: "Call",
      assignee: "ana@requests.example",
      team: "front_desk",
      dueAt: "2026-01-01T00:00:00Z",
    },
    "/records": {
      contactId: "",
      type: "visit",
      title: "First",
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: null,
      timezone: "UTC",
      data: {},
      source: "x",
      externalId: "y",
    },
    "/consents": { contactId: "", channel: "sms", purpose: "care", state: "granted", source: "x", proof: {} },
    "/api-keys": { name: "x", role: "agent", scopes: [], expiresAt: null },
    "/canned-responses": { name: "x", text: "y", channels: ["sms"], team: null },
    "/analyze": { text: "Great" },
  };

  const textOf = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
  const fieldsOf = (schema: unknown) => Object.keys((schema as { shape?: object } | undefined)?.shape ?? {});

  /** Sends them all and says which the server could not cope with. */
  async function failuresOf(calls: [method: string, path: string, body?: unknown][]): Promise<string[]> {
    const failures: string[] = [];
    const next = calls.values();
    const work = async () => {
      for (const [method, path, body] of next) {
        const answer = await call(workspace.key, path, { method: method.toUpperCase(), body });
        if (answer.status >= 500) failures.push(`${method} ${path} ${JSON.stringify(body)?.slice(0, 200)}`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, work));
    return failures;
  }

  it("in queries are never a server error", async () => {
    const reads = endpoints.filter(
      ({ method, path, query }) => method === "get" && query && !path.endsWith("/stream"),
    );
    const calls = reads.flatMap(({ path, query }) => {
      const id = workspace.ids[path.split("/")[1] ?? ""] ?? crypto.randomUUID();
      const target = path.replace("{id}", id).replace("{name}", "volume");
      return fieldsOf(query).flatMap((name) =>
        HOSTILE.map((value): [string, string] => [
          "get",
          `${target}?${new URLSearchParams([[name, textOf(value)]])}`,
        ]),
      );
    });
    expect(await failuresOf(calls)).toEqual([]);
  });

  it("in one field of a right body are never a server error", async () => {
    const calls = Object.entries(RIGHT).flatMap(([path, right]) =>
      Object.keys(right).flatMap((name) =>
        HOSTILE.map((value): [string, string, unknown] => {
          const contactId = workspace.ids.contacts;
          return ["post", path, { ...right, ...("contactId" in right ? { contactId } : {}), [name]: value }];
        }),
      ),
    );
    expect(await failuresOf(calls)).toEqual([]);
  });

  it("in every field of a change are never a server error", async () => {
    const writes = endpoints.filter(({ method, body }) => body && (method === "patch" || method === "put"));
    const calls = writes.flatMap(({ method, path, body }) => {
      const target = path.replace("{id}", workspace.ids[path.split("/")[1] ?? ""] ?? "");
      return fieldsOf(body).flatMap((name) =>
        HOSTILE.map((value): [string, string, unknown] => [method, target, { [name]: value }]),
      );
    });
    expect(await failuresOf(calls)).toEqual([]);
  });
});

describe("openapi.json", () => {
  it("is OpenAPI 3.1, needs no key and lists every call", async () => {
    const response = await api.fetch(new Request("http://localhost:3000/api/v1/openapi.json"));
    const document = await response.json();
    expect(document.openapi).toBe("3.1.0");
    const listed = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method} ${path}`),
    );
    expect(listed.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item as Record<string, { operationId: string }>).map(
        (operation) => operation.operationId,
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("refers only to what it holds", async () => {
    const response = await api.fetch(new Request("http://localhost:3000/api/v1/openapi.json"));
    const document = await response.json();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1];
      expect(Object.keys(document.components.schemas), reference).toContain(name);
    }
  });
});
