import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase } from "#server/platform/database.ts";
import { call, createKey } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
beforeEach(async () => {
  inbox = await makeInbox();
});
afterAll(closeDatabase);

const request = (method: string, path: string, body: unknown = undefined, key = inbox.key) =>
  call(key, path, { method, ...(body === undefined ? {} : { body }) });

async function contact(fields: object): Promise<string> {
  const { status, body } = await request("POST", "/contacts", fields);
  expect(status).toBe(201);
  return body.id;
}

/** Two people by two addresses, and an event that names both. */
async function twoInOne() {
  const [email, phone] = ["ana@example.com", "+14155550142"];
  const mail = await contact({ name: "Ana Reyes", email });
  const call = await contact({ name: "A. Reyes", phone });
  const event = { name: "order_placed", contact: { email, phone } };
  expect((await request("POST", "/events", event)).status).toBe(202);
  return { mail, call, event };
}

const suggestions = async (contactId: string) =>
  (await request("GET", `/contacts/${contactId}/merge-suggestions`)).body.data;
const decide = (contactId: string, id: string, what: "accept" | "dismiss" | "reopen", key = inbox.key) =>
  request("POST", `/contacts/${contactId}/merge-suggestions/${id}/${what}`, {}, key);

describe("suggestions to merge", () => {
  it("are shown on both sides, and accepting one merges, which can be taken back", async () => {
    const { mail, call } = await twoInOne();
    const [suggestion] = await suggestions(mail);
    expect(suggestion).toMatchObject({ contact: { id: call, name: "A. Reyes" } });
    expect(suggestion.reason).toMatch(/^An event named both by one (phone|email)$/);
    expect(await suggestions(call)).toMatchObject([{ id: suggestion.id, contact: { id: mail } }]);
    const merge = await decide(mail, suggestion.id, "accept");
    expect(merge.body).toMatchObject({ survivorId: mail, mergedId: call, undoneAt: null });
    expect(await suggestions(mail)).toEqual([]);
    expect((await request("GET", `/contacts/${mail}`)).body.identities).toHaveLength(2);
    expect((await decide(mail, suggestion.id, "accept")).status).toBe(404);
    await request("POST", `/contacts/${mail}/unmerge`, { mergeId: merge.body.id });
    expect(await suggestions(mail)).toMatchObject([{ id: suggestion.id, contact: { id: call } }]);
  });

  it("that are dismissed do not come again with the next event, unless that is taken back", async () => {
    const { mail, call, event } = await twoInOne();
    const [{ id }] = await suggestions(call);
    expect((await decide(call, id, "dismiss")).status).toBe(204);
    await request("POST", "/events", event);
    expect([await suggestions(mail), await suggestions(call)]).toEqual([[], []]);
    expect((await decide(call, id, "reopen")).status).toBe(204);
    expect(await suggestions(mail)).toMatchObject([{ id }]);
    expect((await decide(call, id, "reopen")).status).toBe(404);
  });

  it("follow a contact that was merged into another, and end where a merge by hand answers them", async () => {
    const { mail, call } = await twoInOne();
    const third = await contact({ name: "Reyes", externalId: { source: "crm", id: uuidv7() } });
    await request("POST", `/contacts/${third}/merge`, { contactId: call });
    const [suggestion] = await suggestions(mail);
    expect(suggestion.contact.id).toBe(third);
    expect(await suggestions(third)).toMatchObject([{ contact: { id: mail } }]);
    await request("POST", `/contacts/${third}/merge`, { contactId: mail });
    expect(await suggestions(third)).toEqual([]);
  });

  it("are decided by who may merge, within one workspace", async () => {
    const { mail } = await twoInOne();
    const [{ id }] = await suggestions(mail);
    const agent = await createKey(inbox.workspaceId, "agent");
    const seen = await request("GET", `/contacts/${mail}/merge-suggestions`, undefined, agent);
    expect(seen.body.data).toHaveLength(1);
    for (const what of ["accept", "dismiss", "reopen"] as const)
      expect((await decide(mail, id, what, agent)).status).toBe(403);
    const stranger = (await makeInbox()).key;
    expect((await request("GET", `/contacts/${mail}/merge-suggestions`, undefined, stranger)).status).toBe(
      404,
    );
    expect((await decide(mail, id, "accept", stranger)).status).toBe(404);
    expect((await decide(mail, uuidv7(), "dismiss")).status).toBe(404);
  });
});
