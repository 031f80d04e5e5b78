import { beforeAll, describe, expect, it } from "vitest";
import { endpoints } from "#server/http/endpoints.ts";
import { call, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;
let foreign: Fixture;

beforeAll(async () => {
  own = await createWorkspace("own");
  foreign = await createWorkspace("foreign");
});

const withId = endpoints.filter((endpoint) => endpoint.path.includes("{id}"));

/** A body that each write takes, so that its refusal is about the id and nothing else. */
const BODIES: Record<string, unknown> = {
  "put /journeys/{id}": { name: "Taken over", nodes: [], edges: [] },
  "post /conversations/{id}/messages": { text: "Hello" },
  "post /conversations/{id}/assign": { assignee: null },
  "post /conversations/{id}/snooze": { until: null },
  "put /users/{id}/presence": { status: "online" },
  "post /runs/{id}/control": { action: "stop" },
  "post /journeys/{id}/backtest": { from: "2026-05-01T00:00:00Z", to: "2026-05-02T00:00:00Z" },
  "put /conversations/{id}/draft": { text: "Begun" },
  "put /conversations/{id}/follow-up": { at: "2099-01-01T00:00:00Z" },
  "patch /secrets/{id}": { value: "another" },
  "post /campaigns/{id}/launch": { confirmedCount: 1 },
  "post /conversations/{id}/whisper": { text: "Ask for the postcode" },
  "post /conversations/{id}/context-viewed": { sessionIds: ["01a20027-d47e-719d-8b27-b7c010736648"] },
  "post /users/{id}/tell": { text: "Hello" },
  "put /users/{id}/shifts": { timezone: "UTC", weekly: null },
  "post /users/{id}/leave": { from: "2099-01-01T00:00:00Z", to: "2099-01-02T00:00:00Z" },
};

const FOR_PEOPLE =
  /\/(draft|follow-up|accept|claim|decline|read|typing|follow|unfollow|viewing|context-viewed|preferences)$/;

/** `/runs/operations/{id}/cancel` is one of `runs/operations`. */
function collectionOf(path: string): string {
  return path.slice(1, path.indexOf("/{id}"));
}

function bodyFor(key: string): unknown {
  if (key.endsWith("conversations/{id}/merge")) return { into: own.ids.conversations };
  if (key.endsWith("conversations/{id}/split")) return { fromMessageId: own.ids.messages };
  if (key.endsWith("/transfer")) return { team: own.ids.teams };
  if (key.endsWith("/merge")) return { contactId: own.ids.other };
  return BODIES[key] ?? {};
}

describe("another workspace's ids", () => {
  it.each(withId.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    "are not found by %s",
    async (name, { method, path }) => {
      const collection = collectionOf(path);
      const id = foreign.ids[collection];
      expect(id, `the fixture has none of ${collection}`).toBeDefined();
      const target = path.replace("{id}", id ?? "").replace("{n}", "1");
      const body = method === "get" || method === "delete" ? undefined : bodyFor(name);
      const answer = await call(own.key, target, { method: method.toUpperCase(), body });
      // What is for people alone is refused to a program whatever it names.
      const refused = FOR_PEOPLE.test(path) ? [404, 403] : [404];
      expect(answer.status, JSON.stringify(answer.body)).toBeOneOf(refused);
    },
  );

  it("are refused where a body names them", async () => {
    const post = (path: string, body: unknown) => call(own.key, path, { method: "POST", body });
    const answers = await Promise.all([
      post("/tasks", { title: "Peek", conversationId: foreign.ids.conversations }),
      post("/tasks", { title: "Peek", contactId: foreign.ids.contacts }),
      post("/events", { name: "order_placed", contact: { id: foreign.ids.contacts } }),
      post(`/contacts/${own.ids.contacts}/merge`, { contactId: foreign.ids.contacts }),
      post(`/conversations/${own.ids.conversations}/assign`, { assignee: foreign.ids.users }),
      post(`/conversations/${own.ids.conversations}/assign`, { team: foreign.ids.teams }),
      post("/consents", {
        contactId: foreign.ids.contacts,
        channel: "sms",
        purpose: "care",
        state: "granted",
      }),
    ]);
    for (const answer of answers) expect(answer.status).toBeOneOf([404, 422]);
  });

  it("are in no list", async () => {
    const lists = endpoints.filter(
      ({ method, path }) => method === "get" && !path.includes("{") && path !== "/event-log/stream",
    );
    const foreignIds = Object.values(foreign.ids);
    for (const { path } of lists) {
      const answer = await call(own.key, path);
      expect(answer.status, path).toBe(FOR_PEOPLE.test(path) ? 403 : 200);
      const text = JSON.stringify(answer.body);
      expect(
        foreignIds.filter((id) => text.includes(id)),
        path,
      ).toEqual([]);
    }
  });
});

it("finds each of its own", async () => {
  const reads = withId.filter(({ method }) => method === "get");
  for (const { path } of reads) {
    const id = own.ids[collectionOf(path)] ?? "";
    const answer = await call(own.key, path.replace("{id}", id).replace("{n}", "1"));
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(200);
  }
});
