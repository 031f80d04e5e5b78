import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "#app/api/webhooks/[channelType]/[accountId]/route.ts";
import type { UserActor } from "#server/access/actor.ts";
import { createChannelAccount } from "#server/channels/save-account.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { findOrOpenConversation } from "#server/conversations/open-conversation.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeSmsAccount, makeUser, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let emulator: TwilioEmulator;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let agent: UserActor;
let accountId: string;

beforeAll(async () => {
  emulator = await TwilioEmulator.start();
  workspace = await makeWorkspace();
  agent = await makeUser(workspace.id, { presence: "online" });
  accountId = (
    await makeSmsAccount(workspace.id, {
      ...emulator,
      accountSid: emulator.accountSid,
      authToken: emulator.authToken,
      apiBaseUrl: emulator.url,
    })
  ).id;
});

afterAll(async () => {
  await emulator.stop();
  await closeDatabase();
});

async function customerWrites(
  text = "Hello",
  address = `+1415555${1000 + (randomBytes(2).readUInt16BE() % 9000)}`,
) {
  const received = await receiveMessage({
    workspaceId: workspace.id,
    channel: "sms",
    channelAccountId: accountId,
    externalId: `SM${randomBytes(16).toString("hex")}`,
    from: { kind: "phone", address },
    text,
    attachments: [],
    receivedAt: new Date(),
  });
  return { ...received, address };
}

function fromJourney(conversationId: string, extra: Partial<SendCommand> = {}): SendCommand {
  const run = { runId: uuidv7(), journeyId: uuidv7(), nodeId: "send", effectKey: `${uuidv7()}:1` };
  return { conversationId, text: "From a journey", run, ...extra };
}

const read = (messageId: string | null) =>
  transact(workspace.actor, (tx) =>
    tx.message.findUniqueOrThrow({
      where: { id: messageId ?? "" },
      include: { statusChanges: true, conversation: true },
    }),
  );

async function callBack(to: string, status: string, extra: Record<string, string> = {}) {
  const sent = emulator.accepted.find((each) => each.to === to);
  if (!sent?.statusCallback) throw new Error("There is no status callback");
  const url = new URL(sent.statusCallback);
  const fields = emulator.statusFields(sent, status, extra);
  const { default: twilio } = await import("twilio");
  const request = new Request(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilio.getExpectedTwilioSignature(emulator.authToken, url.href, fields),
    },
    body: new URLSearchParams(fields),
  });
  return POST(request, { params: Promise.resolve({ channelType: "sms", accountId }) });
}

describe("a reply over SMS", () => {
  it("goes out once, clears the wait, makes the conversation the agent's and the first response is logged", async () => {
    const { conversationId, address } = await customerWrites();
    const outcome = await sendMessage(agent, { conversationId, text: "Hi, we can help", clientKey: "k1" });
    expect(outcome.status).toBe("done");
    const repeated = await sendMessage(agent, { conversationId, text: "Hi, we can help", clientKey: "k1" });
    expect(repeated.messageId).toBe(outcome.messageId);
    expect(emulator.count(address)).toBe(1);
    const message = await read(outcome.messageId);
    expect(message).toMatchObject({ status: "sent", authorKind: "agent", direction: "out", position: 2 });
    expect(message.externalId).toMatch(/^SM/);
    expect(message.conversation).toMatchObject({
      status: "in_progress",
      handler: "human",
      assigneeId: agent.userId,
      waitingSince: null,
    });
    expect(message.conversation.firstHumanReplyAt).not.toBeNull();
    const replied = await transact(workspace.actor, (tx) =>
      tx.event.findFirstOrThrow({ where: { conversationId, type: "conversation.replied" } }),
    );
    expect(replied).toMatchObject({ userId: agent.userId, data: { by: "human", first: true } });
  });

  it("moves forward only, whatever order the callbacks come in", async () => {
    const { conversationId, address } = await customerWrites();
    const { messageId } = await sendMessage(agent, { conversationId, text: "Order" });
    expect((await callBack(address, "delivered")).status).toBe(200);
    expect((await callBack(address, "sent")).status).toBe(200);
    expect((await callBack(address, "queued")).status).toBe(200);
    expect((await callBack(address, "delivered")).status).toBe(200);
    const message = await read(messageId);
    expect(message.status).toBe("delivered");
    expect(message.statusChanges.map(({ status, wasApplied }) => [status, wasApplied])).toEqual([
      ["sent", true],
      ["delivered", true],
      ["sent", false],
    ]);
  });

  it("that failed is not un-failed by a late callback", async () => {
    const { conversationId, address } = await customerWrites();
    const { messageId } = await sendMessage(agent, { conversationId, text: "Fails" });
    await callBack(address, "undelivered", { ErrorCode: "30005" });
    await callBack(address, "delivered");
    const message = await read(messageId);
    expect(message).toMatchObject({ status: "failed", error: { code: "30005" } });
  });

  it("is refused when a colleague has answered since", async () => {
    const { conversationId, messageId } = await customerWrites();
    await sendMessage(agent, { conversationId, text: "First" });
    const colleague = await makeUser(workspace.id);
    await expect(
      sendMessage(colleague, { conversationId, text: "Second", lastSeenMessageId: messageId }),
    ).rejects.toMatchObject({ code: "reply_conflict", status: 409 });
  });

  it("is suppressed after STOP, with the reason, while a transactional one goes out", async () => {
    const { conversationId, address } = await customerWrites("hi");
    await customerWrites("STOP", address);
    const care = await sendMessage(agent, { conversationId, text: "Are you there?" });
    expect(care).toMatchObject({ status: "suppressed", code: "opted_out" });
    expect(await read(care.messageId)).toMatchObject({ status: "suppressed", error: { code: "opted_out" } });
    const transactional = await sendMessage(agent, {
      conversationId,
      text: "Your code",
      purpose: "transactional",
    });
    expect(transactional.status).toBe("done");
    expect(emulator.count(address)).toBe(1);
  });

  it("to a number the provider refuses fails with its reason", async () => {
    const { conversationId } = await customerWrites("hi", "+15005550009");
    const outcome = await sendMessage(agent, { conversationId, text: "Hello" });
    expect(outcome).toMatchObject({ status: "failed", code: "21614" });
    const waiting = await read(outcome.messageId);
    expect(waiting.conversation.waitingSince).not.toBeNull();
  });

  it("over a channel without an account fails clearly", async () => {
    const { conversationId } = await customerWrites();
    const outcome = await sendMessage(agent, { conversationId, text: "Hello", channel: "webchat" });
    expect(outcome).toMatchObject({ status: "failed", code: "no_account", messageId: null });
  });
});

describe("a journey's message", () => {
  it("is one message, however often its effect is tried", async () => {
    const { conversationId, address } = await customerWrites();
    const command = fromJourney(conversationId);
    const first = await sendMessage(workspace.actor, command);
    const second = await sendMessage(workspace.actor, command);
    expect([first.status, second.status]).toEqual(["done", "done"]);
    expect(second.messageId).toBe(first.messageId);
    expect(emulator.count(address)).toBe(1);
  });

  it("waits as long as a rate limit says, and is then sent by the same row", async () => {
    const { conversationId, address } = await customerWrites();
    const command = fromJourney(conversationId);
    emulator.failNext({ kind: "rateLimit", retryAfter: 7 });
    const limited = await sendMessage(workspace.actor, command);
    expect(limited.status).toBe("later");
    if (limited.status === "later") expect(limited.at - Date.now()).toBeGreaterThan(5_000);
    const next = await sendMessage(workspace.actor, fromJourney((await customerWrites()).conversationId));
    expect(next).toMatchObject({ status: "later", code: "rate_limit", messageId: null });
    if (next.status === "later" && limited.status === "later")
      expect(next.at).toBeGreaterThanOrEqual(limited.at);
    const [one, two] = await Promise.all([
      sendMessage(workspace.actor, command),
      sendMessage(workspace.actor, command),
    ]);
    expect([one?.messageId, two?.messageId]).toEqual([limited.messageId, limited.messageId]);
    expect(emulator.count(address)).toBe(1);
    await transact(workspace.actor, (tx) => tx.accountPace.deleteMany());
  });

  it("whose answer was lost is unknown, is not repeated, and a callback settles it", async () => {
    const { conversationId, address } = await customerWrites();
    const command = fromJourney(conversationId);
    emulator.failNext({ kind: "resetAfter" });
    const lost = await sendMessage(workspace.actor, command);
    expect(lost.status).toBe("unknown");
    expect((await sendMessage(workspace.actor, command)).status).toBe("unknown");
    expect(emulator.count(address)).toBe(1);
    await callBack(address, "delivered");
    expect(await read(lost.messageId)).toMatchObject({
      status: "delivered",
      externalId: expect.stringMatching(/^SM/),
    });
    expect((await sendMessage(workspace.actor, command)).status).toBe("done");
  });

  it("whose answer was lost is found where the provider can be asked, and is not repeated", async () => {
    const { conversationId, address } = await customerWrites();
    emulator.lists = true;
    emulator.failNext({ kind: "resetAfter" });
    const found = await sendMessage(workspace.actor, fromJourney(conversationId));
    expect(found.status).toBe("done");
    expect(await read(found.messageId)).toMatchObject({
      status: "sent",
      externalId: expect.stringMatching(/^SM/),
    });
    emulator.failNext({ kind: "resetAfter" });
    const same = await sendMessage(workspace.actor, fromJourney(conversationId));
    expect(same.status).toBe("done");
    const [one, two] = await Promise.all([read(found.messageId), read(same.messageId)]);
    expect(one.externalId).not.toBe(two.externalId);
    emulator.lists = false;
    expect(emulator.count(address)).toBe(2);
  });

  it("that another caller is sending at this moment is waited for, not unknown", async () => {
    const { conversationId, address } = await customerWrites();
    const command = fromJourney(conversationId);
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    emulator.failNext({ kind: "hold", until });
    const before = emulator.requests;
    const first = sendMessage(workspace.actor, command);
    await eventually(() => expect(emulator.requests).toBe(before + 1));
    const second = await sendMessage(workspace.actor, command);
    expect(second).toMatchObject({ status: "later", code: "in_flight" });
    release();
    expect((await first).status).toBe("done");
    expect(emulator.count(address)).toBe(1);
  });

  it("that answers clears the wait only while the bot is the handler", async () => {
    const { conversationId } = await customerWrites();
    await transact(workspace.actor, (tx) =>
      tx.conversation.update({ where: { id: conversationId }, data: { handler: "bot" } }),
    );
    const reminder = await sendMessage(workspace.actor, fromJourney(conversationId, { answers: false }));
    expect((await read(reminder.messageId)).conversation.waitingSince).not.toBeNull();
    const answer = await sendMessage(workspace.actor, fromJourney(conversationId));
    expect((await read(answer.messageId)).conversation).toMatchObject({
      waitingSince: null,
      firstHumanReplyAt: null,
    });
  });

  it("of marketing needs consent that was granted", async () => {
    const { conversationId } = await customerWrites();
    const outcome = await sendMessage(workspace.actor, fromJourney(conversationId, { purpose: "marketing" }));
    expect(outcome).toMatchObject({ status: "suppressed", code: "no_consent" });
  });

  it("leaves by a real account where there is an older one that only pretends", async () => {
    const other = await makeWorkspace();
    const demo = { type: "sms", key: "demo_sms", name: "Demo", isDemo: true } as const;
    const config = { accountSid: emulator.accountSid, phoneNumber: "+15017122662" };
    const credentials = { authToken: emulator.authToken };
    await createChannelAccount(other.actor, { ...demo, provider: "twilio", config, credentials });
    const { accountSid, authToken, url: apiBaseUrl } = emulator;
    await makeSmsAccount(other.id, { accountSid, authToken, apiBaseUrl });
    const phone = "+14155550177";
    const { contactId = "" } = await reportEvent(other.actor, { name: "order.paid", contact: { phone } });
    const { id } = await transact(other.actor, (tx) =>
      findOrOpenConversation(tx, other.actor, contactId, "sms"),
    );
    await sendMessage(other.actor, fromJourney(id, { channel: "best" }));
    expect(emulator.count(phone)).toBe(1);
  });
});
