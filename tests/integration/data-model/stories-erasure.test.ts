import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, expect, it } from "vitest";
import { eraseContact } from "#server/contacts/erase-contact.ts";
import { mergeContacts } from "#server/contacts/merge-contacts.ts";
import { appendEvents } from "#server/conversations/append-event.ts";
import { closeDatabase } from "#server/platform/database.ts";
import {
  asOwner,
  createAccount,
  createContact,
  createConversation,
  createIdentity,
  createSession,
  createWorkspace,
  inWorkspace,
  say,
  type TestWorkspace,
} from "#tests/integration/data-model/fixtures.ts";

// Every personal value of the story holds this word, so that one search over all tables finds what was left.
const SECRET = "quetzalcoatl";
const PHONE = "+4930987654321";

let workspace: TestWorkspace;
let workspaceId: string;

beforeEach(async () => {
  workspace = await createWorkspace();
  workspaceId = workspace.workspaceId;
});

afterAll(closeDatabase);

/** Which tables still hold a value, looked for in every column of every row. */
async function tablesHolding(...values: string[]): Promise<string[]> {
  return asOwner(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    const holding: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`SELECT 1 FROM "${name}" t WHERE t::text ILIKE ANY ($1) LIMIT 1`, [
        values.map((value) => `%${value}%`),
      ]);
      if (rows.length > 0) holding.push(name);
    }
    return holding;
  });
}

/** A person about whom every table knows something. */
async function wholePerson() {
  const named = {
    name: SECRET,
    firstName: SECRET,
    lastName: SECRET,
    tags: [SECRET],
    attributes: { pet: SECRET },
  };
  const contactId = await createContact(workspaceId, named);
  const accountId = await createAccount(workspaceId, "sms");
  const phone = { kind: "phone", channel: "sms", address: PHONE } as const;
  const identityId = await createIdentity(workspaceId, phone, [
    { contactId, kind: "self", relationship: SECRET },
  ]);
  const conversationId = await createConversation(workspaceId, {
    contactId,
    channel: "sms",
    subject: SECRET,
    attributes: { pet: SECRET },
    memory: { said: SECRET },
    summary: SECRET,
    lastMessagePreview: SECRET,
    firstInboundAt: new Date("2026-03-02T09:00:00Z"),
    firstHumanReplyAt: new Date("2026-03-02T09:04:00Z"),
  });
  const sessionId = await createSession(workspaceId, {
    conversationId,
    kind: "exchange",
    channel: "sms",
    channelAccountId: accountId,
    identityId,
    transcript: [{ text: SECRET }],
    metadata: { from: SECRET },
  });
  const content = { html: SECRET, subject: SECRET, content: { location: SECRET }, sentimentScore: -0.5 };
  const messageId = await say(workspaceId, sessionId, SECRET, { ...content, externalId: "SM1" });
  await inWorkspace(workspace, async (tx) => {
    const own = { workspaceId, contactId };
    const here = { workspaceId, conversationId };
    const at = new Date();
    const file = {
      name: SECRET,
      contentType: "image/png",
      size: 1,
      storageKey: "files/1",
      sourceUrl: SECRET,
    };
    await tx.attachment.create({ data: { id: uuidv7(), workspaceId, messageId, ...file } });
    await tx.note.create({ data: { id: uuidv7(), ...here, authorKind: "agent", text: SECRET, at } });
    const user = await tx.user.create({
      data: { id: uuidv7(), workspaceId, email: `${uuidv7()}@example.com`, name: "Agent" },
    });
    await tx.notification.create({
      data: { id: uuidv7(), workspaceId, userId: user.id, kind: "notice", text: SECRET, contactId },
    });
    await tx.task.create({
      data: { id: uuidv7(), ...own, conversationId, title: SECRET, createdByKind: "user" },
    });
    await tx.record.create({
      data: { id: uuidv7(), ...own, type: "visit", title: SECRET, data: { why: SECRET } },
    });
    await tx.customEvent.create({
      data: {
        id: uuidv7(),
        ...own,
        name: "order",
        properties: { to: SECRET },
        idempotencyKey: SECRET,
        occurredAt: at,
      },
    });
    const consentId = uuidv7();
    const consent = { channel: "sms", purpose: "marketing", state: "denied", source: "stop_word" } as const;
    await tx.consent.create({ data: { id: consentId, ...own, identityId, ...consent, since: at } });
    const proof = { wording: SECRET };
    const change = { state: "denied", source: "stop_word", actorKind: "system", proof, at } as const;
    await tx.consentChange.create({ data: { id: uuidv7(), workspaceId, consentId, ...change } });
    await tx.delivery.create({
      data: {
        id: uuidv7(),
        ...own,
        channelAccountId: accountId,
        externalKey: "SM1",
        headers: { from: SECRET },
        bodyEncrypted: Buffer.from(SECRET),
        bodySize: 10,
        receivedAt: at,
      },
    });
    const answered = {
      callerId: "key",
      method: "POST",
      path: "/contacts",
      requestDigest: "d",
      expiresAt: at,
    };
    const responseBody = { id: contactId, name: SECRET };
    await tx.idempotencyKey.create({
      data: { id: uuidv7(), workspaceId, key: "k1", ...answered, responseBody },
    });
    await tx.assignment.create({
      data: { id: uuidv7(), ...here, reason: "manual", byKind: "user", note: SECRET, at },
    });
  });
  return { contactId, identityId, conversationId, sessionId, messageId };
}

async function startRun(contactId: string, conversationId: string): Promise<string> {
  const [runId, journeyId, versionId, planHash] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await inWorkspace(workspace, async (tx) => {
    await tx.journey.create({
      data: { id: journeyId, workspaceId, key: `k${planHash}`, name: "J", draft: {} },
    });
    await tx.plan.create({ data: { workspaceId, hash: planHash, plan: {} } });
    const version = { id: versionId, workspaceId, journeyId, number: 1, document: {}, planHash };
    await tx.journeyVersion.create({ data: { ...version, publishedAt: new Date() } });
    const state = {
      status: "waiting",
      vars: { slot: SECRET },
      position: { nodeId: "ask", state: SECRET },
      inbox: [{ kind: "message", message: { text: SECRET } }],
      seen: [{ kind: "happening", data: { properties: { pet: SECRET } } }],
      goal: { name: "ordered", value: SECRET },
    };
    const run = {
      id: runId,
      workspaceId,
      journeyId,
      versionId,
      planHash,
      contactId,
      conversationId,
      startKey: SECRET,
    };
    await tx.run.create({ data: { ...run, state, status: "waiting", floor: true, startedAt: new Date() } });
    await tx.conversation.update({ where: { id: conversationId }, data: { floorRunId: runId } });
    const visit = { workspaceId, runId, visit: 1, nodeId: "ask" };
    const trail = [{ why: SECRET }];
    await tx.step.create({
      data: { id: uuidv7(), ...visit, type: "ask", enteredAt: new Date(), detail: { SECRET }, trail },
    });
    const effect = { key: `${runId}:1`, kind: "send", requestDigest: "d", result: { text: SECRET } };
    await tx.effect.create({ data: { id: uuidv7(), ...visit, ...effect, claimedAt: new Date() } });
  });
  return runId;
}

it("erases a person from every table, and keeps every figure", async () => {
  const { contactId, conversationId, sessionId, messageId } = await wholePerson();
  const runId = await startRun(contactId, conversationId);
  await inWorkspace(workspace, (tx) =>
    appendEvents(
      tx,
      (["conversation.opened", "message.received", "conversation.replied"] as const).map((type) => ({
        type,
        actor: workspace.actor,
        conversationId,
        contactId,
        sessionId,
        messageId,
        data: { waited: 240_000 },
      })),
    ),
  );
  const figures = () =>
    inWorkspace(workspace, (tx) =>
      tx.event.findMany({
        where: { conversationId, type: { startsWith: "conversation." } },
        orderBy: { position: "asc" },
      }),
    );
  const before = await figures();
  expect(await tablesHolding(SECRET, PHONE)).not.toEqual([]);

  expect(await eraseContact(workspace.admin, contactId)).toEqual({ storageKeys: ["files/1"] });

  expect(await tablesHolding(SECRET, PHONE)).toEqual([]);
  expect(await figures()).toEqual(before);
  const left = await inWorkspace(workspace, (tx) =>
    tx.conversation.findUniqueOrThrow({
      where: { id: conversationId },
      include: { messages: true, runs: true },
    }),
  );
  expect(left).toMatchObject({
    contactId,
    firstHumanReplyAt: new Date("2026-03-02T09:04:00Z"),
    floorRunId: null,
    messages: [{ text: "", sentimentScore: -0.5, externalId: "SM1" }],
    runs: [{ id: runId, status: "stopped", endReason: "erased", revision: 2 }],
  });
  const deliveries = await inWorkspace(workspace, (tx) => tx.delivery.findMany({ where: { contactId } }));
  expect(deliveries, "known again if it is delivered again, but without its body").toMatchObject([
    { externalKey: "SM1", bodyEncrypted: null },
  ]);
  const told = await inWorkspace(workspace, (tx) =>
    tx.outboxEntry.findMany({ where: { topic: "run.control" } }),
  );
  expect(told).toMatchObject([{ payload: { runId, action: "stop" } }]);
});

it("erases those who were merged into the person too, and twice is once", async () => {
  const { contactId: mergedId } = await wholePerson();
  const survivorId = await createContact(workspaceId, { name: "Ines" });
  await mergeContacts(workspace.admin, { survivorId, mergedId });
  await eraseContact(workspace.admin, survivorId);
  expect(await tablesHolding(SECRET, PHONE)).toEqual([]);
  expect(await eraseContact(workspace.admin, survivorId)).toEqual({ storageKeys: [] });
});

it("leaves a shared number to the other one who uses it", async () => {
  const [ines, jon] = [await createContact(workspaceId), await createContact(workspaceId)];
  const identityId = await createIdentity(workspaceId, { kind: "phone", channel: "sms", address: PHONE }, [
    { contactId: ines, kind: "shared", isDefault: true },
    { contactId: jon, kind: "shared", isDefault: false },
  ]);
  await eraseContact(workspace.admin, ines);
  const read = () =>
    inWorkspace(workspace, (tx) =>
      tx.identity.findUniqueOrThrow({
        where: { id: identityId },
        include: { links: { where: { endedAt: null } } },
      }),
    );
  expect(await read()).toMatchObject({ address: PHONE, links: [{ contactId: jon }] });
  await eraseContact(workspace.admin, jon);
  expect(await read()).toMatchObject({ address: `erased:${identityId}`, links: [] });
});

it("is refused for who may not, and knows nobody of another workspace", async () => {
  const contactId = await createContact(workspaceId);
  const agent = { ...workspace.admin, role: "agent" as const };
  await expect(eraseContact(agent, contactId)).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = await createWorkspace();
  await expect(eraseContact(elsewhere.admin, contactId)).rejects.toMatchObject({ code: "not_found" });
});
