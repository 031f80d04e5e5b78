import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, expect, it } from "vitest";
import { storeEvent } from "#server/contacts/report-event.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let contactId: string;

beforeEach(async () => {
  inbox = await makeInbox();
  const { conversationId } = await inbox.says("Hello");
  contactId = (await inbox.conversation(conversationId)).contactId;
});
afterAll(closeDatabase);

/** A lead that the CRM has told of. */
async function linked(externalId: string): Promise<void> {
  const { workspaceId } = inbox;
  await transact(inbox.system, async (tx) => {
    const [id, key] = [uuidv7(), `crm_${externalId}`];
    await tx.crmConnection.create({ data: { id, workspaceId, provider: "generic", key, name: "Our CRM" } });
    const link = { id: uuidv7(), workspaceId, connectionId: id, object: "Lead", externalId, contactId };
    await tx.crmLink.create({ data: link });
  });
}

const tells = (
  id: string,
  change: "created" | "updated" | "deleted",
  record: Record<string, string | number>,
) =>
  storeEvent(inbox.system, {
    source: "crm",
    name: `crm:Lead:${change}`,
    contact: { id: contactId },
    properties: { connection: `crm_${id}`, object: "Lead", change, id, fields: Object.keys(record), record },
    occurredAt: new Date(),
  });

const records = async (key = inbox.key) => call(key, `/contacts/${contactId}/crm-records`);

it("are what the CRM last told of each of a contact's records", async () => {
  expect((await records()).body.data).toEqual([]);
  await linked("1");
  await linked("2");
  await tells("1", "created", { stage: "new", score: 10 });
  await tells("1", "updated", { stage: "won", score: 90 });
  await tells("2", "deleted", {});
  const told = { connection: { key: "crm_1", name: "Our CRM" }, object: "Lead", externalId: "1" };
  expect((await records()).body.data).toMatchObject([
    { ...told, fields: { stage: "won", score: 90 }, isDeleted: false },
    { externalId: "2", fields: {}, isDeleted: true },
  ]);
});

it("are shown within one workspace", async () => {
  expect((await records((await makeInbox()).key)).status).toBe(404);
});
