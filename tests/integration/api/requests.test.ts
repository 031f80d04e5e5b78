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
    0,
    -1,
    1e308,
    "",
    " ",
    "x".repeat(5000),
    "'; DROP TABLE contacts;--",
    "%_\\",
    "\u202e\u{1F600}",
    [],
    [[]],
    {},
    { __proto__: null },
    true,
    "1970-01-01",
    "9999-12-31T23:59:59.999Z",
    "-1",
    "null",
    crypto.randomUUID(),
  ];

  it("in bodies and queries are never a server error", async () => {
    const failures: string[] = [];
    for (const { method, path, query, body } of endpoints) {
      if (path.endsWith("/stream")) continue;
      const id = workspace.ids[path.split("/")[1] ?? ""] ?? crypto.randomUUID();
      const target = path.replace("{id}", id).replace("{n}", "0").replace("{name}", "volume");
      const fields = [...fieldsOf(query), ...fieldsOf(body)];
      for (const [index, value] of HOSTILE.entries()) {
        // Nothing is removed: the fixture is needed to the end.
        if (method === "delete") continue;
        const search = new URLSearchParams(fieldsOf(query).map((name) => [name, textOf(value)]));
        const sent = method === "get" ? undefined : Object.fromEntries(fields.map((name) => [name, value]));
        const options = { method: method.toUpperCase(), body: sent };
        const answer = await call(workspace.key, `${target}?${search}`, options);
        if (answer.status >= 500)
          failures.push(`${method} ${path} with value ${index}: ${JSON.stringify(answer.body)}`);
        for (const name of fieldsOf(query)) {
          const one = await call(workspace.key, `${target}?${new URLSearchParams([[name, textOf(value)]])}`);
          if (one.status >= 500) failures.push(`${method} ${path}?${name} with value ${index}`);
        }
      }
    }
    expect(failures).toEqual([]);
  }, 120_000);

  function fieldsOf(schema: unknown): string[] {
    const shape = (schema as { shape?: object } | undefined)?.shape;
    return shape ? Object.keys(shape) : [];
  }

  function textOf(value: unknown): string {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  }
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
