import { randomBytes } from "node:crypto";
import twilio from "twilio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "#app/api/webhooks/[channelType]/[accountId]/route.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";
import { makeSmsAccount, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

const PUBLIC = "http://localhost:3000";
let emulator: TwilioEmulator;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let accountId: string;

beforeAll(async () => {
  emulator = await TwilioEmulator.start();
  workspace = await makeWorkspace();
  accountId = (await makeSmsAccount(workspace.id, emulator)).id;
});

afterAll(async () => {
  await emulator.stop();
  await closeDatabase();
});

function numberOf(): string {
  return `+1415555${String(1000 + (randomBytes(2).readUInt16BE() % 9000))}`;
}

async function post(
  fields: Record<string, string>,
  options: { token?: string; account?: string; signed?: string } = {},
) {
  const account = options.account ?? accountId;
  const url = `${PUBLIC}/api/webhooks/sms/${account}`;
  const signature = twilio.getExpectedTwilioSignature(
    options.token ?? emulator.authToken,
    options.signed ?? url,
    fields,
  );
  const request = new Request(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature },
    body: new URLSearchParams(fields),
  });
  return POST(request, { params: Promise.resolve({ channelType: "sms", accountId: account }) });
}

async function counts() {
  return transact(workspace.actor, async (tx) => ({
    deliveries: await tx.delivery.count(),
    messages: await tx.message.count(),
    contacts: await tx.contact.count(),
    conversations: await tx.conversation.count(),
    events: await tx.event.count(),
    outbox: await tx.outboxEntry.count(),
  }));
}

describe("a webhook of Twilio", () => {
  it("becomes a contact, a conversation, a session and a message, with an outbox entry", async () => {
    const from = numberOf();
    const fields = emulator.inbound(from, "+15017122661", "Hello, my tooth hurts");
    const response = await post(fields);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("<Response/>");
    const message = await transact(workspace.actor, (tx) =>
      tx.message.findFirstOrThrow({
        where: { externalId: fields.MessageSid ?? "" },
        include: {
          conversation: { include: { contact: { include: { links: { include: { identity: true } } } } } },
          session: true,
        },
      }),
    );
    expect(message).toMatchObject({
      text: "Hello, my tooth hurts",
      direction: "in",
      position: 1,
      channel: "sms",
    });
    expect(message.conversation).toMatchObject({
      status: "new",
      handler: "none",
      quiet: false,
      startedChannel: "sms",
      lastPosition: 1,
    });
    expect(message.conversation.waitingSince).not.toBeNull();
    expect(message.conversation.contact.links[0]).toMatchObject({ kind: "self", verificationLevel: 1 });
    expect(message.conversation.contact.links[0]?.identity).toMatchObject({ kind: "phone", address: from });
    expect(message.session).toMatchObject({ kind: "exchange", verificationLevel: 1 });
    const outbox = await transact(workspace.actor, (tx) =>
      tx.outboxEntry.findFirstOrThrow({ where: { orderingKey: message.conversationId } }),
    );
    expect(outbox).toMatchObject({
      topic: "message.received",
      payload: { messageId: message.id, optOutWord: null },
    });
    const events = await transact(workspace.actor, (tx) =>
      tx.event.findMany({ where: { conversationId: message.conversationId }, orderBy: { position: "asc" } }),
    );
    expect(events.map((event) => event.type)).toEqual([
      "contact.created",
      "conversation.opened",
      "session.opened",
      "message.received",
    ]);
  });

  it("sent five times at once gives one message", async () => {
    const fields = emulator.inbound(numberOf(), "+15017122661", "only once");
    const before = await counts();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(fields)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    const after = await counts();
    for (const table of ["deliveries", "messages", "contacts", "conversations", "outbox"] as const) {
      expect(after[table] - before[table], table).toBe(1);
    }
  });

  it("makes one contact and one conversation of five first messages that come at once", async () => {
    const from = numberOf();
    const before = await counts();
    const texts = ["a", "b", "c", "d", "e"];
    await Promise.all(texts.map((text) => post(emulator.inbound(from, "+15017122661", text))));
    const after = await counts();
    expect(after.messages - before.messages).toBe(5);
    expect(after.contacts - before.contacts).toBe(1);
    expect(after.conversations - before.conversations).toBe(1);
    const positions = await transact(workspace.actor, (tx) =>
      tx.message.findMany({ where: { identity: { address: from } }, orderBy: { position: "asc" } }),
    );
    expect(positions.map((message) => message.position)).toEqual([1, 2, 3, 4, 5]);
  });

  it("that is forged gets 403 and leaves no row at all", async () => {
    const before = await counts();
    const fields = emulator.inbound(numberOf(), "+15017122661", "forged");
    expect((await post(fields, { token: "wrong" })).status).toBe(403);
    expect((await post(fields, { signed: `${PUBLIC}/elsewhere` })).status).toBe(403);
    expect(await counts()).toEqual(before);
  });

  it("may carry fields nobody has heard of", async () => {
    const fields = emulator.inbound(numberOf(), "+15017122661", "new field", {
      SomethingNew: "1",
      ChannelMetadata: "{}",
    });
    expect((await post(fields)).status).toBe(200);
  });

  it("that is rubbish gets a clear 4xx, though it was signed", async () => {
    const before = await counts();
    const response = await post({ Nonsense: "yes" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      detail: expect.stringContaining("MessageSid"),
    });
    const noSender = emulator.inbound("", "+15017122661", "x");
    expect((await post(noSender)).status).toBe(400);
    expect(await counts()).toEqual(before);
  });

  it("for an account that is not there is 404, and one signed for another workspace's account is 403", async () => {
    const fields = emulator.inbound(numberOf(), "+15017122661", "x");
    expect((await post(fields, { account: "00000000-0000-7000-8000-000000000000" })).status).toBe(404);
    expect((await post(fields, { account: "not-an-id" })).status).toBe(404);
    const other = await makeWorkspace();
    const otherAccount = await makeSmsAccount(other.id, {
      accountSid: `AC${"1".repeat(32)}`,
      authToken: "other token",
    });
    expect((await post(fields, { account: otherAccount.id })).status).toBe(403);
    expect(await transact(other.actor, (tx) => tx.message.count())).toBe(0);
  });

  it("keeps media as attachments that are still at the provider", async () => {
    const fields = emulator.inbound(numberOf(), "+15017122661", "", {
      NumMedia: "1",
      MediaUrl0: "https://api.twilio.com/media/1",
      MediaContentType0: "image/jpeg",
    });
    expect((await post(fields)).status).toBe(200);
    const attachment = await transact(workspace.actor, (tx) =>
      tx.attachment.findFirstOrThrow({ where: { message: { externalId: fields.MessageSid ?? "" } } }),
    );
    expect(attachment).toMatchObject({
      contentType: "image/jpeg",
      sourceUrl: "https://api.twilio.com/media/1",
    });
  });

  it("with STOP denies care and marketing, asks nothing of anybody, and START lifts it", async () => {
    const from = numberOf();
    await post(emulator.inbound(from, "+15017122661", "Stop."));
    const conversation = await transact(workspace.actor, (tx) =>
      tx.conversation.findFirstOrThrow({ where: { sessions: { some: { identity: { address: from } } } } }),
    );
    expect(conversation).toMatchObject({ quiet: true, waitingSince: null });
    const consents = () =>
      transact(workspace.actor, (tx) =>
        tx.consent.findMany({
          where: { identity: { address: from } },
          include: { changes: true },
          orderBy: { purpose: "asc" },
        }),
      );
    const stopped = await consents();
    expect(stopped.map(({ purpose, state }) => [purpose, state])).toEqual([
      ["care", "denied"],
      ["marketing", "denied"],
    ]);
    expect(stopped[0]?.changes[0]).toMatchObject({ source: "stop_word", proof: { wording: "Stop." } });
    await post(emulator.inbound(from, "+15017122661", "START"));
    expect((await consents()).map(({ purpose, state }) => [purpose, state])).toEqual([
      ["care", "granted"],
      ["marketing", "denied"],
    ]);
  });
});
