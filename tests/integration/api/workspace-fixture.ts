import { uuidv7 } from "uuidv7";
import type { Permission, Role } from "#core/permissions/roles.ts";
import { systemActor } from "#server/access/actor.ts";
import { createApiKey } from "#server/access/api-keys.ts";
import { hashPassword } from "#server/access/password.ts";
import { api } from "#server/http/app.ts";
import { endpoints } from "#server/http/endpoints.ts";
import { transact } from "#server/platform/database.ts";

export interface Fixture {
  workspaceId: string;
  /** Ids of one row of each kind, by the API's name of the collection. */
  ids: Record<string, string>;
  key: string;
}

/** A workspace with one thing of each kind, and an admin's key. */
export async function createWorkspace(slug: string): Promise<Fixture> {
  const workspaceId = uuidv7();
  const system = systemActor(workspaceId, "test");
  await transact(system, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug, name: `Workspace ${slug}` } }),
  );
  const key = await createKey(workspaceId, "admin");
  const create = (path: string, body: unknown) => createThrough(key, path, body);
  const contact = await create("/contacts", {
    firstName: "Marta",
    lastName: "Sousa",
    phone: "+351912345678",
  });
  const other = await create("/contacts", { name: "M. Sousa", email: `marta@${slug}.example` });
  const team = await create("/teams", { name: "Front desk" });
  const user = await create("/users", {
    name: "Ana Reis",
    email: `ana@${slug}.example`,
    teams: ["front_desk"],
  });
  const channel = await create("/channels", { type: "webchat", name: "Website" });
  const conversation = await openConversation(workspaceId, contact, channel);
  const journey = await create("/journeys", { name: "Welcome", nodes: [], edges: [] });
  const task = await create("/tasks", { title: "Call at three", conversationId: conversation });
  return {
    workspaceId,
    key,
    ids: {
      contacts: contact,
      other,
      teams: team,
      users: user,
      channels: channel,
      conversations: conversation,
      journeys: journey,
      tasks: task,
      records: await create("/records", { contactId: contact, type: "appointment" }),
      skills: await create("/skills", { name: "Portuguese" }),
      connections: await create("/connections", {
        name: "CRM",
        credentials: { signingSecret: "sixteen letters or more" },
      }),
      forms: await create("/forms", { name: "Newsletter of all", fields: [] }),
      audiences: await create("/audiences", { name: "Everybody", condition: { all: [] } }),
      campaigns: await create("/campaigns", { name: "Spring", journey: "welcome", audience: "everybody" }),
      intents: await create("/intents", { name: "Book an appointment" }),
      templates: await create("/templates", { name: "Hello", channel: "sms", text: "Hello" }),
      "business-hours": await create("/business-hours", { name: "Office", timezone: "UTC", weekly: {} }),
      "sla-policies": await create("/sla-policies", { name: "Care", targets: { firstResponse: "PT1H" } }),
      "canned-responses": await create("/canned-responses", { name: "Thanks", text: "Thank you" }),
      "metric-targets": await create("/metric-targets", {
        metric: "csat",
        statistic: "mean",
        comparison: "atLeast",
        value: 0.8,
      }),
      macros: await create("/macros", { name: "Urgent", actions: [{ do: "priority", priority: "urgent" }] }),
      views: await keepView(workspaceId, user),
      messages: await createThrough(key, `/conversations/${conversation}/messages`, {
        text: "Later",
        sendAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
      "api-keys": await create("/api-keys", { name: "Reports", role: "agent" }),
      runs: await openRun(workspaceId, journey, contact),
      secrets: await create("/secrets", { key: "billing_token", value: "a secret" }),
      "runs/operations": await makeOperation(workspaceId),
    },
  };
}

export async function createKey(workspaceId: string, role: Role, scopes: Permission[] = []): Promise<string> {
  const { key } = await createApiKey(systemActor(workspaceId, "test"), { name: role, role, scopes });
  return key;
}

/** A person who can sign in with the password `correct horse`. */
export async function createPerson(workspaceId: string, email: string, role: Role): Promise<string> {
  const id = uuidv7();
  const passwordHash = await hashPassword("correct horse");
  await transact({ workspaceId }, (tx) =>
    tx.user.create({
      data: { id, workspaceId, email, name: email.split("@")[0] ?? email, role, passwordHash },
    }),
  );
  return id;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** One call of the API, as a program makes it. */
export async function call(key: string, path: string, { method = "GET", body, headers }: CallOptions = {}) {
  const response = await api.fetch(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  if (response.ok && text !== "") requireShape(method, path, JSON.parse(text));
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** Every answer of a test is held against the schema that the OpenAPI document promises. */
function requireShape(method: string, path: string, body: unknown): void {
  const bare = path.split("?")[0] ?? "";
  const endpoint = endpoints.find((each) => {
    const pattern = new RegExp(`^${each.path.replace(/\{\w+\}/g, "[^/]+")}$`);
    return each.method.toUpperCase() === method && pattern.test(bare);
  });
  const result = endpoint?.result?.safeParse(body);
  if (result && !result.success)
    throw new Error(`${method} ${path} answers otherwise: ${result.error.message}`);
}

async function createThrough(key: string, path: string, body: unknown): Promise<string> {
  const answer = await call(key, path, { method: "POST", body });
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}

async function openConversation(workspaceId: string, contactId: string, channelAccountId: string) {
  const id = uuidv7();
  const now = new Date();
  await transact({ workspaceId }, async (tx) => {
    const base = { workspaceId, channel: "webchat" as const };
    await tx.conversation.create({
      data: { ...base, id, contactId, startedChannel: "webchat", lastActivityAt: now, firstInboundAt: now },
    });
    const session = {
      id: uuidv7(),
      conversationId: id,
      channelAccountId,
      startedAt: now,
      lastActivityAt: now,
    };
    await tx.session.create({ data: { ...base, ...session, kind: "chat" } });
    await tx.message.create({
      data: {
        ...base,
        id: uuidv7(),
        conversationId: id,
        sessionId: session.id,
        channelAccountId,
        direction: "in",
        authorKind: "customer",
        authorId: contactId,
        text: "Do you have a place on Friday?",
        status: "received",
        at: now,
      },
    });
  });
  return id;
}

async function openRun(workspaceId: string, journeyId: string, contactId: string): Promise<string> {
  const ids = { run: uuidv7(), version: uuidv7() };
  const plan = { schemaVersion: 1, key: "welcome", nodes: {}, triggers: [], settings: {} };
  const startedAt = new Date();
  const state = { id: ids.run, status: "completed", visits: 0, position: null, vars: {} };
  await transact({ workspaceId }, async (tx) => {
    await tx.plan.create({ data: { workspaceId, hash: "plan", plan } });
    await tx.journeyVersion.create({
      data: {
        id: ids.version,
        workspaceId,
        journeyId,
        number: 1,
        document: { schemaVersion: 1, name: "Welcome", nodes: [], edges: [] },
        planHash: "plan",
        publishedAt: startedAt,
      },
    });
    await tx.run.create({
      data: {
        id: ids.run,
        workspaceId,
        journeyId,
        versionId: ids.version,
        planHash: "plan",
        contactId,
        status: "completed",
        state,
        startKey: "test",
        startedAt,
        endedAt: startedAt,
      },
    });
  });
  return ids.run;
}

async function keepView(workspaceId: string, userId: string): Promise<string> {
  const id = uuidv7();
  const data = { id, workspaceId, userId, name: "Ours", isShared: true };
  await transact({ workspaceId }, (tx) => tx.savedView.create({ data }));
  return id;
}

async function makeOperation(workspaceId: string): Promise<string> {
  const id = uuidv7();
  await transact({ workspaceId }, (tx) =>
    tx.runOperation.create({
      data: { id, workspaceId, action: "stop", status: "completed", finishedAt: new Date() },
    }),
  );
  return id;
}
