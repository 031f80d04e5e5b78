import { beforeAll, describe, expect, it } from "vitest";
import { api } from "#server/http/app.ts";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

let own: Fixture;

beforeAll(async () => {
  own = await createWorkspace("forms");
});

const FIELDS = [
  { key: "email", label: "E-mail", type: "email", isRequired: true },
  { key: "phone", label: "Phone", type: "phone" },
  { key: "first", label: "First name", type: "text", savesTo: "firstName" },
  { key: "plan", label: "Plan", type: "choice", choices: ["gold", "silver"] },
];

async function makeForm(name: string, extra: Record<string, unknown> = {}) {
  const body = { name, fields: FIELDS, ...extra };
  const answer = await call(own.key, "/forms", { method: "POST", body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const submit = (slug: string, body: unknown, key = own.key) =>
  call(key, `/forms/${slug}/submissions`, { method: "POST", body });

/** As a page of the website does. */
async function visit(slug: string, body: unknown, ip = "203.0.113.7") {
  const response = await api.fetch(
    new Request(`http://localhost:3000/api/v1/forms/${slug}/submissions`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: "https://clinic.example",
        "x-forwarded-for": ip,
      },
      body: JSON.stringify(body),
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const contacts = (email: string) =>
  transact({ workspaceId: own.workspaceId }, (tx) =>
    tx.contact.findMany({
      where: { links: { some: { identity: { address: email } } } },
      include: { links: { include: { identity: true } } },
    }),
  );

describe("forms", () => {
  it("are made, read, changed and put away", async () => {
    const form = await makeForm("Newsletter");
    expect(form).toMatchObject({ slug: "newsletter", isOpen: false });
    expect(form.submissionUrl).toBe("http://localhost:3000/api/v1/forms/newsletter/submissions");
    const patched = await call(own.key, `/forms/${form.id}`, { method: "PATCH", body: { isOpen: true } });
    expect(patched.body).toMatchObject({ isOpen: true, fields: form.fields });
    expect((await call(own.key, `/forms/${form.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await submit("newsletter", { fields: { email: "a@example.com" } })).status).toBe(404);
    expect((await makeForm("Newsletter")).slug).toBe("newsletter");
  });

  it("refuse a field of no type, and those who may not draw them", async () => {
    const agent = await createKey(own.workspaceId, "agent");
    const body = { name: "Odd", fields: [{ key: "a", label: "A", type: "colour" }] };
    const odd = await call(own.key, "/forms", { method: "POST", body });
    expect(odd.status).toBe(400);
    expect(odd.body.problems[0].path).toBe("fields.0.type");
    const fields = { method: "POST", body: { name: "Mine", fields: FIELDS } };
    expect((await call(agent, "/forms", fields)).status).toBe(403);
  });
});

describe("a submission", () => {
  it("makes the contact, or finds it, and becomes an event", async () => {
    const { slug } = await makeForm("Trial");
    const fields = { email: "Rui@example.com", first: "Rui", plan: "gold" };
    const first = await submit(slug, { fields });
    expect(first.status).toBe(202);
    const again = await submit(slug, { fields: { ...fields, phone: "+351 912 000 111" } });
    expect(again.body.contactId).toBe(first.body.contactId);
    const [contact] = await contacts("rui@example.com");
    expect(contact).toMatchObject({ id: first.body.contactId, firstName: "Rui" });
    expect(contact?.links.map(({ identity }) => identity.address).sort()).toEqual([
      "+351912000111",
      "rui@example.com",
    ]);
    const event = await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.customEvent.findUniqueOrThrow({ where: { id: first.body.eventId } }),
    );
    expect(event).toMatchObject({ name: "form:trial", source: "form", properties: fields });
  });

  it("names every field that is not right", async () => {
    const { slug } = await makeForm("Strict");
    const answer = await submit(slug, { fields: { plan: "bronze", size: 4 } });
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map(({ path }: { path: string }) => path)).toEqual([
      "fields.size",
      "fields.email",
      "fields.plan",
    ]);
    expect((await submit(slug, { fields: {}, other: 1 })).status).toBe(400);
  });

  it("is one, however often it comes with one idempotency key", async () => {
    const { slug } = await makeForm("Once", { isOpen: true });
    const body = { fields: { email: "once@example.com" }, idempotencyKey: "page-1" };
    const answers = [await submit(slug, body), await submit(slug, body), await visit(slug, body)];
    expect(new Set(answers.map((answer) => answer.body.eventId)).size).toBe(1);
  });

  it("needs a key that may report events, unless the form is open", async () => {
    const [closed, open] = [await makeForm("Closed"), await makeForm("Open", { isOpen: true })];
    const agent = await createKey(own.workspaceId, "agent");
    const fields = { email: "eva@example.com" };
    expect((await visit(closed.slug, { fields })).status).toBe(401);
    expect((await submit(closed.slug, { fields }, agent)).status).toBe(403);
    expect((await submit(open.slug, { fields }, "tl_unknown")).status).toBe(401);
    const visited = await visit(open.slug, { fields });
    expect(visited.status).toBe(202);
    expect(visited.body).toEqual({ eventId: expect.any(String) });
    expect(visited.headers.get("access-control-allow-origin")).toBe("*");
    expect((await submit(open.slug, { fields }, agent)).status).toBe(202);
    expect((await visit(open.id, { fields })).status).toBe(202);
    expect((await visit("%00", { fields })).status).toBe(404);
  });

  it("changes nobody who is known on a visitor's word", async () => {
    const { slug } = await makeForm("Claims", { isOpen: true });
    await submit(slug, { fields: { email: "victim@example.com", first: "Ana" } });
    const claim = { email: "victim@example.com", phone: "+351 913 999 999", first: "Mallory" };
    expect((await visit(slug, { fields: claim }, "203.0.113.8")).status).toBe(202);
    const [contact, ...others] = await contacts("victim@example.com");
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ firstName: "Ana" });
    expect(contact?.links).toHaveLength(1);
    const named = await visit(slug, { fields: claim, contact: { id: contact?.id } }, "203.0.113.8");
    expect(named.body.problems).toMatchObject([{ path: "contact" }]);
  });

  it("comes ten times a minute from one address, and from another still", async () => {
    const { slug } = await makeForm("Busy", { isOpen: true });
    const send = (ip: string) => visit(slug, { fields: { email: "busy@example.com" } }, ip);
    const statuses: number[] = [];
    for (let count = 1; count <= 11; count++) statuses.push((await send("198.51.100.1")).status);
    expect(statuses).toEqual([...Array(10).fill(202), 429]);
    expect((await send("198.51.100.2")).status).toBe(202);
  });
});
