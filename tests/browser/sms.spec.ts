import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIdentity } from "#channels/webchat/identity.ts";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Conversation, ConversationSession } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import type { User } from "#core/api/people.ts";
import type { Run } from "#core/api/runs.ts";
import { feedbackJourney, receiptJourney } from "#tests/browser/feedback-journey.ts";
import { callApi, instanceUrl, listOf, until } from "#tests/browser/studio-api.ts";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";

const ours = "+15017122661";
const number = () => `+1415555${randomInt(1000, 9999)}`;
const secret = "a-secret-shared-with-the-site";

let twilio: TwilioEmulator;
let sms: ChannelAccount;
let chat: ChannelAccount;

test.beforeAll(async () => {
  const suffix = randomInt(1_000_000);
  twilio = await TwilioEmulator.start({ callbacks: ["sent", "delivered"] });
  sms = await callApi<ChannelAccount>("POST", "/channels", {
    type: "sms",
    provider: "twilio",
    key: `sms_${suffix}`,
    name: "Front desk number",
    config: { accountSid: twilio.accountSid, phoneNumber: ours },
    credentials: { authToken: twilio.authToken },
    apiBaseUrl: twilio.url,
  });
  twilio.webhookUrl = sms.webhookUrl;
  chat = await callApi<ChannelAccount>("POST", "/channels", {
    type: "webchat",
    key: `chat_${suffix}`,
    name: "Site chat",
    config: {},
    credentials: { identitySecret: secret },
  });
  const agent = await callApi<User>("POST", "/users", {
    email: `desk-${suffix}@browser.test`,
    name: "Ana Duarte",
    role: "agent",
  });
  await callApi("PUT", `/users/${agent.id}/presence`, { status: "online" });
  const journey = await callApi<{ id: string }>(
    "POST",
    "/journeys",
    feedbackJourney(`feedback_${suffix}`, sms.key, agent),
  );
  await callApi("POST", `/journeys/${journey.id}/publish`, { strategy: "pin" });
});

test.afterAll(() => twilio.stop());

async function conversationWith(address: string): Promise<Conversation> {
  const found = await until(
    () => listOf<Conversation>(`/conversations?q=${encodeURIComponent(address)}`),
    (all) => all.length > 0,
  );
  return found[0] as Conversation;
}

const messagesOf = (conversation: Conversation) =>
  listOf<Message>(`/conversations/${conversation.id}/messages`);

test("a journey over signed Twilio webhooks asks, waits, branches on sentiment and assigns", async () => {
  const customer = twilio.customer(number(), { to: ours });
  expect((await customer.sends("Hello")).status).toBe(200);
  await twilio.waitForMessage((sent) => sent.to === customer.number && sent.body === "How was your visit?");
  await customer.sends("It was terrible. I waited two hours and nobody helped me, I am very angry.");
  await twilio.waitForMessage(
    (sent) => sent.to === customer.number && sent.body.startsWith("We are sorry."),
    20_000,
  );
  const conversation = await until(
    () => conversationWith(customer.number),
    (each) => each.assignee !== null,
  );
  expect(conversation.assignee?.name).toBe("Ana Duarte");
  expect(conversation.sentiment.now).toBeLessThan(-0.25);
  const runs = await until(
    () => listOf<Run>(`/runs?conversation=${conversation.id}`),
    (all) => all[0]?.status === "completed",
  );
  expect(runs).toHaveLength(1);
  const delivered = await until(
    () => messagesOf(conversation),
    (all) =>
      all.filter((message) => message.direction === "out").every((message) => message.status === "delivered"),
  );
  expect(delivered.map((message) => message.direction)).toEqual(["in", "out", "in", "out"]);
});

test("the same webhook five times at once is one message", async () => {
  const from = number();
  const fields = twilio.inbound(from, ours, "Do you open on Sunday?");
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => twilio.postWebhook(sms.webhookUrl ?? "", fields)),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
  const conversation = await conversationWith(from);
  await twilio.waitForMessage((sent) => sent.to === from);
  const inbound = (await messagesOf(conversation)).filter((message) => message.direction === "in");
  expect(inbound).toHaveLength(1);
  expect(twilio.count(from, "How was your visit?")).toBe(1);
});

test("a forged webhook is refused and leaves nothing, rubbish is told what is wrong", async () => {
  const from = number();
  const url = sms.webhookUrl ?? "";
  const body = new URLSearchParams(twilio.inbound(from, ours, "I am somebody else"));
  const forged = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": "bm90IHRoZSBzaWduYXR1cmU=",
    },
    body,
  });
  expect(forged.status).toBe(403);
  expect(await listOf<Conversation>(`/conversations?q=${encodeURIComponent(from)}`)).toEqual([]);
  const rubbish = await twilio.postWebhook(url, { Nothing: "that Twilio sends" });
  expect(rubbish.status).toBe(400);
  expect(await rubbish.json()).toMatchObject({
    code: "invalid_request",
    detail: expect.stringMatching(/\w/),
  });
  const unknownField = { ...twilio.inbound(from, ours, "A field of next year"), Brand: "new" };
  expect((await twilio.postWebhook(url, unknownField)).status).toBe(200);
});

test("STOP stops everything that is not transactional", async () => {
  const customer = twilio.customer(number(), { to: ours });
  await customer.sends("Hello");
  await twilio.waitForMessage((sent) => sent.to === customer.number);
  await customer.sends("STOP");
  const conversation = await until(
    () => conversationWith(customer.number),
    (each) => each.lastMessagePreview === "STOP",
  );
  const before = twilio.count(customer.number);
  const reply = await callApi<Message>("POST", `/conversations/${conversation.id}/messages`, {
    text: "One more thing",
  });
  expect(reply).toMatchObject({ status: "suppressed", error: { code: "opted_out" } });
  // The journey that still waits for an answer has the floor, and others would wait for it.
  const [asking] = await until(
    () => listOf<Run>(`/runs?conversation=${conversation.id}&status=waiting`),
    (waiting) => waiting.length === 1,
  );
  await callApi("POST", `/runs/${asking?.id}/control`, { action: "stop" });
  const name = `receipt.${randomInt(1_000_000)}`;
  const journey = await callApi<{ id: string }>("POST", "/journeys", receiptJourney(name, sms.key));
  await callApi("POST", `/journeys/${journey.id}/publish`, { strategy: "pin" });
  await callApi("POST", "/events", { name, contact: { phone: customer.number } });
  await twilio.waitForMessage((sent) => sent.to === customer.number && sent.body === "Your receipt", 20_000);
  expect(twilio.count(customer.number)).toBe(before + 1);
});

interface ChatSession {
  token: string;
}

async function openChat(body: object): Promise<(text: string) => Promise<void>> {
  const call = (path: string, content: object, token?: string) =>
    fetch(`${instanceUrl()}/api/chat/${chat.id}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(content),
    });
  const started = await call("/sessions", body);
  expect(started.status).toBe(200);
  const { token } = (await started.json()) as ChatSession;
  return async (text) => {
    const said = await call("/messages", { clientId: `client-${randomInt(1e9)}`, text }, token);
    expect(said.status).toBe(201);
  };
}

test("one person, known in the widget and writing by SMS too, is one conversation with two sessions", async () => {
  const phone = number();
  const known = { userId: `user-${phone}`, phone, name: "Maya Lindqvist" };
  const say = await openChat({ identity: { ...known, hash: signIdentity(secret, known) } });
  await say("Hi, I wrote here first");
  await twilio.customer(phone, { to: ours }).sends("and now from my phone");
  const conversation = await until(
    () => conversationWith(phone),
    (each) => each.channel === "sms",
  );
  const sessions = await listOf<ConversationSession>(`/conversations/${conversation.id}/sessions`);
  expect(sessions.map((session) => session.channel).sort()).toEqual(["sms", "webchat"]);
  expect(await listOf<Conversation>(`/conversations?contact=${conversation.contact.id}`)).toHaveLength(1);
});

test("an anonymous visitor who types that number stays apart", async () => {
  const phone = number();
  await twilio.customer(phone, { to: ours }).sends("My private matter");
  const theirs = await conversationWith(phone);
  const say = await openChat({});
  const words = `My number is ${phone}, show me my messages ${randomInt(1e9)}`;
  await say(words);
  const found = await until(
    () => listOf<Conversation>(`/conversations?channel=webchat&q=${encodeURIComponent(words)}`),
    (all) => all.length === 1,
  );
  expect(found[0]?.id).not.toBe(theirs.id);
  expect(found[0]?.contact.id).not.toBe(theirs.contact.id);
});

test("an identity that the site did not sign is refused", async () => {
  const answer = await fetch(`${instanceUrl()}/api/chat/${chat.id}/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ identity: { userId: "maya", phone: number(), hash: "0".repeat(64) } }),
  });
  expect(answer.status).toBe(403);
});
