import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  afterAssign,
  afterClaim,
  afterInbound,
  afterRelease,
  afterReply,
  afterResolve,
  afterWake,
  type Lifecycle,
  type LifecycleChange,
} from "#core/conversation/lifecycle.ts";
import { whereInboundGoes } from "#core/conversation/reopen-window.ts";
import { appendEvents } from "#server/conversations/append-event.ts";
import { closeDatabase } from "#server/platform/database.ts";
import {
  createAccount,
  createContact,
  createConversation,
  createIdentity,
  createSession,
  createUser,
  createWorkspace,
  inWorkspace,
  reply,
  say,
  type TestWorkspace,
} from "#tests/integration/data-model/fixtures.ts";

let workspace: TestWorkspace;
let workspaceId: string;

beforeEach(async () => {
  workspace = await createWorkspace();
  workspaceId = workspace.workspaceId;
});

afterAll(closeDatabase);

/** Writes a change of the lifecycle and its events, as the server does. */
async function apply(
  conversationId: string,
  change: (now: Lifecycle) => LifecycleChange,
): Promise<Lifecycle> {
  return inWorkspace(workspace, async (tx) => {
    const now = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const { patch, events } = change(now);
    await appendEvents(
      tx,
      events.map((event) => ({ ...event, actor: workspace.actor, conversationId })),
    );
    return tx.conversation.update({ where: { id: conversationId }, data: patch });
  });
}

function typesOf(conversationId: string): Promise<string[]> {
  return inWorkspace(workspace, async (tx) => {
    const rows = await tx.event.findMany({ where: { conversationId }, orderBy: { position: "asc" } });
    return rows.map(({ type }) => type);
  });
}

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);

it("keeps a chat that becomes a call that becomes e-mail one conversation with one thread", async () => {
  const agent = await createUser(workspaceId, "Sam");
  const contactId = await createContact(workspaceId, { name: "Ines" });
  const [chat, voice, mail] = [
    await createAccount(workspaceId, "webchat"),
    await createAccount(workspaceId, "voice"),
    await createAccount(workspaceId, "email"),
  ];
  const own = [{ contactId, kind: "self" as const }];
  const identities = {
    webchat: await createIdentity(
      workspaceId,
      { kind: "scoped", channel: "webchat", scope: chat, address: "v1" },
      own,
    ),
    voice: await createIdentity(workspaceId, { kind: "phone", channel: "voice", address: "+4930123" }, own),
    email: await createIdentity(
      workspaceId,
      { kind: "email", channel: "email", address: "ines@home.example" },
      own,
    ),
  };
  const conversationId = await createConversation(workspaceId, { contactId, channel: "webchat" });
  const chatting = await createSession(workspaceId, {
    conversationId,
    kind: "chat",
    channel: "webchat",
    channelAccountId: chat,
    identityId: identities.webchat,
    startedAt: at("09:00"),
  });
  await say(workspaceId, chatting, "Can somebody call me?", { at: at("09:00") });
  await reply(workspaceId, chatting, "Calling you now", agent);

  const recording = uuidv7();
  const file = {
    id: recording,
    workspaceId,
    name: "call.wav",
    contentType: "audio/wav",
    size: 12,
    storageKey: "r/1",
  };
  await inWorkspace(workspace, (tx) => tx.attachment.create({ data: file }));
  await createSession(workspaceId, {
    conversationId,
    kind: "call",
    channel: "voice",
    channelAccountId: voice,
    identityId: identities.voice,
    direction: "out",
    externalId: "CA1",
    startedAt: at("09:05"),
    ringingAt: at("09:05"),
    answeredAt: at("09:06"),
    endedAt: at("09:20"),
    talkSeconds: 840,
    recordingAttachmentId: recording,
    transcript: [{ at: 3, speaker: "customer", text: "Hello?" }],
  });

  const mailing = await createSession(workspaceId, {
    conversationId,
    kind: "exchange",
    channel: "email",
    channelAccountId: mail,
    identityId: identities.email,
    startedAt: at("11:00"),
  });
  const mailed = { subject: "The form", html: "<p>Here it is</p>", externalId: "<m1@home.example>" };
  await say(workspaceId, mailing, "Here it is", { at: at("11:00"), ...mailed });
  await inWorkspace(workspace, (tx) =>
    tx.conversation.update({ where: { id: conversationId }, data: { channel: "email" } }),
  );

  const whole = await inWorkspace(workspace, (tx) =>
    tx.conversation.findUniqueOrThrow({
      where: { id: conversationId },
      include: {
        sessions: { orderBy: { startedAt: "asc" }, include: { recording: true } },
        messages: { orderBy: { position: "asc" } },
      },
    }),
  );
  expect(whole).toMatchObject({ startedChannel: "webchat", channel: "email" });
  expect(whole.sessions.map(({ kind, channel }) => `${kind} ${channel}`)).toEqual([
    "chat webchat",
    "call voice",
    "exchange email",
  ]);
  expect(whole.sessions[1]).toMatchObject({ talkSeconds: 840, recording: { name: "call.wav" } });
  expect(whole.messages.map(({ position, text }) => [position, text])).toEqual([
    [1, "Can somebody call me?"],
    [2, "Calling you now"],
    [3, "Here it is"],
  ]);
  expect(await inWorkspace(workspace, (tx) => tx.conversation.count({ where: { contactId } }))).toBe(1);
});

it("hands a bot's conversation over and back without breaking its session, and counts both ways", async () => {
  const agent = await createUser(workspaceId, "Sam");
  const contactId = await createContact(workspaceId);
  const conversationId = await createConversation(workspaceId, {
    contactId,
    channel: "webchat",
    handler: "bot",
  });
  const session = await createSession(workspaceId, { conversationId, kind: "chat", channel: "webchat" });
  const journeyId = uuidv7();
  await inWorkspace(workspace, async (tx) => {
    await tx.journey.create({ data: { id: journeyId, workspaceId, key: "bot", name: "Bot", draft: {} } });
    const bot = {
      id: uuidv7(),
      workspaceId,
      conversationId,
      kind: "bot",
      journeyId,
      joinedAt: at("09:00"),
    } as const;
    await tx.participant.create({ data: bot });
  });

  await say(workspaceId, session, "Hello", { at: at("09:00") });
  await apply(conversationId, (now) => afterInbound(now, at("09:00")));
  await say(workspaceId, session, "Hi! When suits you?", {
    direction: "out",
    authorKind: "bot",
    status: "sent",
  });
  const answered = await apply(conversationId, (now) =>
    afterReply(now, { at: at("09:00"), by: "bot", answers: true }),
  );
  expect(answered).toMatchObject({ status: "in_progress", waitingSince: null, firstHumanReplyAt: null });

  const assigned = await apply(conversationId, (now) => afterAssign(now, { userId: agent, runSpeaks: true }));
  expect(assigned, "a journey's own assign is not a human claim").toMatchObject({
    handler: "bot",
    assigneeId: agent,
  });
  expect(await apply(conversationId, (now) => afterClaim(now, agent))).toMatchObject({ handler: "human" });
  await say(workspaceId, session, "Tomorrow at 3", { at: at("09:10") });
  await apply(conversationId, (now) => afterInbound(now, at("09:10")));
  await reply(workspaceId, session, "Booked", agent);
  const replied = await apply(conversationId, (now) =>
    afterReply(now, { at: at("09:12"), by: "human", answers: true }),
  );
  expect(replied.firstHumanReplyAt).toEqual(at("09:12"));
  const released = await apply(conversationId, (now) => afterRelease(now, { runSpeaks: true }));
  expect(released).toMatchObject({ handler: "bot", assigneeId: null });

  const types = await typesOf(conversationId);
  expect(types.filter((type) => type === "conversation.handler_changed")).toHaveLength(2);
  expect(types.filter((type) => type === "conversation.replied")).toHaveLength(2);
  const sessions = await inWorkspace(workspace, (tx) => tx.session.count({ where: { conversationId } }));
  expect(sessions, "who answers is no new session").toBe(1);
});

describe("a customer who comes back", () => {
  async function resolvedConversation() {
    const contactId = await createContact(workspaceId);
    const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
    await apply(conversationId, (now) => afterInbound(now, at("09:00")));
    await apply(conversationId, (now) => afterReply(now, { at: at("09:05"), by: "human", answers: true }));
    await apply(conversationId, (now) => afterResolve(now, at("10:00"), "done"));
    return { contactId, conversationId };
  }
  const latestOf = (contactId: string) =>
    inWorkspace(workspace, (tx) =>
      tx.conversation.findFirst({
        where: { contactId, mergedIntoId: null },
        orderBy: { lastActivityAt: "desc" },
      }),
    );

  it("inside the reopen window finds the same conversation, whose first response is not timed again", async () => {
    const { contactId, conversationId } = await resolvedConversation();
    const back = new Date("2026-03-05T09:59:00Z");
    expect(whereInboundGoes(await latestOf(contactId), "P3D", back)).toEqual({
      kind: "reopen",
      conversationId,
    });
    const reopened = await apply(conversationId, (now) => afterInbound(now, back));
    expect(reopened).toMatchObject({
      status: "in_progress",
      resolvedAt: null,
      reopenedCount: 1,
      waitingSince: back,
    });
    expect(reopened.firstHumanReplyAt).toEqual(at("09:05"));
    const again = await apply(conversationId, (now) =>
      afterResolve(now, new Date("2026-03-05T12:00:00Z"), "done"),
    );
    const events = await inWorkspace(workspace, (tx) =>
      tx.event.findMany({
        where: { conversationId, type: "conversation.resolved" },
        orderBy: { position: "asc" },
      }),
    );
    expect(events.map(({ data }) => (data as { first: boolean }).first)).toEqual([true, false]);
    expect(again.reopenedCount).toBe(1);
  });

  it("after the reopen window begins a new conversation that is linked to the old one", async () => {
    const { contactId, conversationId } = await resolvedConversation();
    const place = whereInboundGoes(await latestOf(contactId), "P3D", new Date("2026-03-05T10:00:01Z"));
    expect(place).toEqual({ kind: "open", previousConversationId: conversationId });
    const next = await createConversation(workspaceId, {
      contactId,
      channel: "sms",
      previousConversationId: conversationId,
    });
    const old = await inWorkspace(workspace, (tx) =>
      tx.conversation.findUniqueOrThrow({
        where: { id: conversationId },
        include: { nextConversations: true },
      }),
    );
    expect(old.status).toBe("resolved");
    expect(old.nextConversations.map(({ id }) => id)).toEqual([next]);
  });
});

it("snoozes until the next message, and cannot be left with a snooze it no longer has", async () => {
  const contactId = await createContact(workspaceId);
  const conversationId = await createConversation(workspaceId, {
    contactId,
    channel: "sms",
    status: "in_progress",
  });
  const snoozed = { status: "snoozed", snoozedUntil: at("18:00") } as const;
  const update = (data: object) =>
    inWorkspace(workspace, (tx) => tx.conversation.update({ where: { id: conversationId }, data }));
  await update(snoozed);
  await expect(update({ status: "in_progress" })).rejects.toThrow("snoozed_or_not");
  expect(await apply(conversationId, (now) => afterWake(now, "time"))).toMatchObject({
    status: "in_progress",
    snoozedUntil: null,
  });
});

it("works whole for a conversation that no CRM knows of, and gains a record there later", async () => {
  const contactId = await createContact(workspaceId);
  const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
  const session = await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms" });
  await say(workspaceId, session, "Hello");
  const read = () =>
    inWorkspace(workspace, (tx) =>
      tx.conversation.findUniqueOrThrow({
        where: { id: conversationId },
        include: { crmLinks: true, contact: { include: { crmLinks: true } }, messages: true },
      }),
    );
  expect(await read()).toMatchObject({
    crmLinks: [],
    contact: { crmLinks: [] },
    messages: [{ text: "Hello" }],
  });
  const connectionId = uuidv7();
  await inWorkspace(workspace, async (tx) => {
    const connection = { id: connectionId, workspaceId, provider: "salesforce", key: "sales", name: "Sales" };
    await tx.crmConnection.create({ data: connection });
    const link = {
      id: uuidv7(),
      workspaceId,
      connectionId,
      object: "Case",
      externalId: "500x",
      conversationId,
    };
    await tx.crmLink.create({ data: link });
  });
  expect((await read()).crmLinks).toMatchObject([{ object: "Case", externalId: "500x" }]);
});
