import { randomBytes, randomUUID } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { POST as postMessage } from "#app/api/chat/[accountId]/messages/route.ts";
import { POST as postSession } from "#app/api/chat/[accountId]/sessions/route.ts";
import { signIdentity } from "#channels/webchat/identity.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import {
  IDENTITY_SECRET,
  makeSmsAccount,
  makeWebchatAccount,
  makeWorkspace,
} from "#tests/setup/workspace-fixture.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let sms: string;
let widget: string;
const phone = "+14155550177";

beforeEach(async () => {
  workspace = await makeWorkspace();
  sms = (await makeSmsAccount(workspace.id, { accountSid: `AC${"0".repeat(32)}`, authToken: "token" })).id;
  widget = (await makeWebchatAccount(workspace.id)).id;
});

afterAll(closeDatabase);

function writesSms(address = phone, text = "Hello by SMS", receivedAt = new Date()) {
  return receiveMessage({
    workspaceId: workspace.id,
    channel: "sms",
    channelAccountId: sms,
    externalId: `SM${randomBytes(16).toString("hex")}`,
    from: { kind: "phone", address },
    text,
    attachments: [],
    receivedAt,
  });
}

async function call(handler: typeof postSession, path: string, body: unknown, token?: string) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const url = `http://localhost:3000/api/chat/${widget}/${path}`;
  const request = new Request(url, { method: "POST", headers, body: JSON.stringify(body) });
  return handler(request, { params: Promise.resolve({ accountId: widget }) });
}

async function visits(identity?: { userId: string; phone?: string; email?: string }) {
  const signed = identity && { ...identity, hash: signIdentity(IDENTITY_SECRET, identity) };
  const response = await call(postSession, "sessions", signed ? { identity: signed } : {});
  expect(response.status).toBe(200);
  const { token } = await response.json();
  return {
    says: async (text: string, clientId: string = randomUUID()) => {
      const answer = await call(postMessage, "messages", { clientId, text }, token);
      expect(answer.status).toBe(201);
      return answer.json();
    },
  };
}

function conversations() {
  return transact(workspace.actor, (tx) =>
    tx.conversation.findMany({
      include: { sessions: { orderBy: { startedAt: "asc" } } },
      orderBy: { id: "asc" },
    }),
  );
}

describe("one person on two channels", () => {
  it("known by HMAC in the widget, writes by SMS too: one conversation, two sessions", async () => {
    const visitor = await visits({ userId: "42", phone });
    await visitor.says("Hello from the site");
    await writesSms();
    const all = await conversations();
    expect(all).toHaveLength(1);
    expect(all[0]?.sessions.map(({ channel, verificationLevel }) => [channel, verificationLevel])).toEqual([
      ["webchat", 2],
      ["sms", 2],
    ]);
    expect(all[0]).toMatchObject({ channel: "sms", startedChannel: "webchat" });
  });

  it("wrote by SMS first: the widget joins that conversation", async () => {
    await writesSms();
    const visitor = await visits({ userId: "42", phone });
    await visitor.says("And here on the site");
    const all = await conversations();
    expect(all).toHaveLength(1);
    expect(all[0]?.sessions.map(({ channel }) => channel)).toEqual(["sms", "webchat"]);
  });

  it("writes on both for the first time at the same moment: still one conversation", async () => {
    const visitor = await visits({ userId: "42", phone });
    await Promise.all([visitor.says("site"), writesSms(), visitor.says("again"), writesSms()]);
    expect(await conversations()).toHaveLength(1);
  });

  it("who is anonymous and only types that number stays apart", async () => {
    await writesSms();
    const visitor = await visits();
    await visitor.says(`Hi, my number is ${phone}`);
    const all = await conversations();
    expect(all).toHaveLength(2);
    expect(new Set(all.map(({ contactId }) => contactId)).size).toBe(2);
    expect(all[1]?.sessions[0]).toMatchObject({ channel: "webchat", verificationLevel: 0 });
  });

  it("with a forged identity is refused, and nothing is stored", async () => {
    const identity = { userId: "42", phone, hash: "0".repeat(64) };
    const response = await call(postSession, "sessions", { identity });
    expect(response.status).toBe(403);
    expect(await transact(workspace.actor, (tx) => tx.contact.count())).toBe(0);
  });

  it("double-clicks in the widget: one message", async () => {
    const visitor = await visits();
    const clientId = randomUUID();
    const [one, two] = await Promise.all([visitor.says("once", clientId), visitor.says("once", clientId)]);
    expect(one.id).toBe(two.id);
    expect(await transact(workspace.actor, (tx) => tx.message.count())).toBe(1);
  });
});

describe("a number that two people share", () => {
  it("speaks for the one it was given to first, and joins nobody who signs for it in the widget", async () => {
    const [first, second] = [uuidv7(), uuidv7()];
    await transact(workspace.actor, async (tx) => {
      const workspaceId = workspace.id;
      const identityId = uuidv7();
      await tx.contact.createMany({ data: [first, second].map((id) => ({ id, workspaceId })) });
      await tx.identity.create({
        data: { id: identityId, workspaceId, kind: "phone", channel: "sms", address: phone },
      });
      const link = { workspaceId, identityId, kind: "shared" } as const;
      await tx.identityLink.create({ data: { id: uuidv7(), contactId: first, isDefault: true, ...link } });
      await tx.identityLink.create({ data: { id: uuidv7(), contactId: second, isDefault: false, ...link } });
    });
    await writesSms();
    const visitor = await visits({ userId: "7", phone });
    await visitor.says("Which of us is it?");
    const all = await conversations();
    expect(all).toHaveLength(2);
    expect(all[0]?.contactId).toBe(first);
    expect([first, second]).not.toContain(all[1]?.contactId);
  });
});

describe("a customer who comes back", () => {
  async function resolvedSince(days: number) {
    const { conversationId } = await writesSms();
    const resolvedAt = new Date(Date.now() - days * 86_400_000);
    const data = { status: "resolved", resolvedAt, waitingSince: null } as const;
    await transact(workspace.actor, (tx) => tx.conversation.update({ where: { id: conversationId }, data }));
    const next = await writesSms(phone, "Me again");
    return { conversationId, next: next.conversationId };
  }

  it("within the window reopens the conversation", async () => {
    const { conversationId, next } = await resolvedSince(2);
    expect(next).toBe(conversationId);
    const [conversation] = await conversations();
    expect(conversation).toMatchObject({ status: "in_progress", reopenedCount: 1, resolvedAt: null });
  });

  it("after it gets a new conversation that is linked to the old one", async () => {
    const { conversationId, next } = await resolvedSince(4);
    expect(next).not.toBe(conversationId);
    const all = await conversations();
    expect(all[1]).toMatchObject({ previousConversationId: conversationId, status: "new" });
  });

  it("starts a new session after a day of silence, in the same conversation", async () => {
    await writesSms(phone, "first", new Date(Date.now() - 25 * 3_600_000));
    await writesSms(phone, "second");
    const [conversation] = await conversations();
    expect(conversation?.sessions.map(({ endReason }) => endReason)).toEqual(["silence", null]);
  });
});
