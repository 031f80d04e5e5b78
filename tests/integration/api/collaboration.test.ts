import { createECDH, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { recordContextViewed } from "#server/collaboration/context-viewed.ts";
import { followConversation, listFollowers } from "#server/collaboration/followers.ts";
import { transferConversation } from "#server/collaboration/transfer-conversation.ts";
import { endViewing, listViewers, tellViewing } from "#server/collaboration/viewing.ts";
import { whisper } from "#server/collaboration/whisper.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { listMessages } from "#server/conversations/list-messages.ts";
import { mailNotification, pushNotification } from "#server/notifications/deliver-notification.ts";
import { changePreferences } from "#server/notifications/preferences.ts";
import { subscribeBrowser } from "#server/notifications/push-subscriptions.ts";
import { listNotifications } from "#server/notifications/read-notifications.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { SmtpEmulator } from "#tests/emulators/smtp/emulator.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";
import { createContact, createConversation, createSession } from "#tests/integration/data-model/fixtures.ts";
import { makeTeam, makeUser } from "#tests/setup/workspace-fixture.ts";

let workspace: Fixture;
let ana: UserActor;
let priya: UserActor;
let lead: UserActor;
let mailbox: SmtpEmulator;
let pushed: { headers: IncomingHttpHeaders; body: Buffer }[];
let pushService: Server;
let answer = 201;

// Before anything reads the environment.
beforeAll(async () => {
  mailbox = await SmtpEmulator.start();
  pushed = [];
  pushService = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    pushed.push({ headers: request.headers, body: Buffer.concat(pieces) });
    response.writeHead(answer).end();
  }).listen(0, "127.0.0.1");
  await once(pushService, "listening");
  process.env.SMTP_URL = mailbox.url;
  process.env.SMTP_FROM = "Clinic <care@clinic.example>";
  process.env.PRIVATE_ADDRESSES_ALLOWED = `127.0.0.1:${portOf(pushService)}`;
  workspace = await createWorkspace("collaboration");
  ana = await makeUser(workspace.workspaceId, { name: "Ana" });
  priya = await makeUser(workspace.workspaceId, { name: "Priya" });
  lead = await makeUser(workspace.workspaceId, { name: "Lena", role: "supervisor" });
});

afterAll(async () => {
  pushService.close();
  await mailbox.stop();
  await closeDatabase();
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function conversationOf(assignee?: UserActor): Promise<string> {
  const contactId = await createContact(workspace.workspaceId, { firstName: "Marta" });
  const fields = { contactId, channel: "sms", summary: "Wants to move her appointment." } as const;
  const assigneeId = assignee?.userId ?? null;
  return createConversation(workspace.workspaceId, { ...fields, assigneeId });
}

async function toldOf(user: UserActor, conversationId: string) {
  const { data } = await listNotifications(user, { limit: 50 });
  return data.filter((each) => each.conversationId === conversationId);
}

const promised = (topic: string) =>
  transact(workspace, async (tx) =>
    (await tx.outboxEntry.findMany({ where: { topic } })).map(
      ({ payload }) => (payload as { notificationId: string }).notificationId,
    ),
  );

const eventsOf = (conversationId: string, type: string) =>
  transact(workspace, (tx) => tx.event.findMany({ where: { conversationId, type } }));

const thread = (actor: UserActor, id: string) =>
  listMessages(actor, id, { limit: 50, order: "desc", include: ["notes"] });

describe("a transfer", () => {
  it("gives it away with a note that says what was said, tells who gets it, and keeps the giver informed", async () => {
    const id = await conversationOf(ana);
    await transferConversation(ana, id, { assignee: priya.userId, note: "She prefers mornings" });
    const { data } = await thread(priya, id);
    expect(data.at(-1)?.text).toBe(
      "Passed on to Priya.\n\nShe prefers mornings\n\nWants to move her appointment.",
    );
    const [told] = await toldOf(priya, id);
    expect(told).toMatchObject({
      kind: "transfer",
      text: "Ana passed a conversation on to you: She prefers mornings",
    });
    expect(await listFollowers(priya, id)).toEqual([{ id: ana.userId, name: "Ana" }]);
    const [event] = await eventsOf(id, "conversation.transferred");
    expect([event?.userId, event?.actorId]).toEqual([priya.userId, ana.userId]);
    await addNote(priya, { conversationId: id, text: "Moved to Tuesday" });
    expect((await toldOf(ana, id))[0]).toMatchObject({
      kind: "activity",
      text: "Priya left a note: Moved to Tuesday",
    });
  });

  it("to a team tells its members and leaves it to whoever takes it", async () => {
    const teamId = await makeTeam(workspace.workspaceId, "night");
    const nurse = await makeUser(workspace.workspaceId, { name: "Noor", teamIds: [teamId] });
    const id = await conversationOf(ana);
    await transferConversation(ana, id, { team: "night" });
    const row = await transact(workspace, (tx) => tx.conversation.findUniqueOrThrow({ where: { id } }));
    expect([row.assigneeId, row.teamId]).toEqual([null, teamId]);
    expect(await toldOf(nurse, id)).toHaveLength(1);
  });

  it("names what is wrong, and answers no other workspace and no role that may not", async () => {
    const id = await conversationOf(ana);
    const body = { assignee: priya.userId };
    const path = `/conversations/${id}/transfer`;
    const other = await createWorkspace("collaboration-elsewhere");
    const developer = await createKey(workspace.workspaceId, "developer");
    expect((await call(other.key, path, { method: "POST", body })).status).toBe(404);
    expect((await call(developer, path, { method: "POST", body })).status).toBe(403);
    const empty = await call(workspace.key, path, { method: "POST", body: {} });
    expect([empty.status, JSON.stringify(empty.body)]).toEqual([400, expect.stringContaining("assignee")]);
    const nobody = await call(workspace.key, path, { method: "POST", body: { assignee: "no@one.example" } });
    expect([nobody.status, nobody.body.detail]).toEqual([422, "assignee: there is no such user"]);
    await call(workspace.key, path, { method: "POST", body });
    const again = await call(workspace.key, path, { method: "POST", body });
    expect([again.status, again.body.detail]).toEqual([422, "assignee: they have this conversation already"]);
  });
});

describe("a mention", () => {
  it("tells who is named, once, makes them follow, and tells nobody who may not see it", async () => {
    const bound = await makeUser(workspace.workspaceId, { name: "Bo" });
    await transact(workspace, (tx) =>
      tx.user.update({ where: { id: bound.userId }, data: { visibility: "assigned" } }),
    );
    const id = await conversationOf(ana);
    const mentions = [priya.userId, bound.userId, ana.userId];
    await addNote(ana, { conversationId: id, text: "@Priya can you look?", mentions });
    expect((await toldOf(priya, id)).map(({ kind, text }) => [kind, text])).toEqual([
      ["mention", "Ana mentioned you: @Priya can you look?"],
    ]);
    expect(await toldOf(bound, id)).toEqual([]);
    expect(await toldOf(ana, id)).toEqual([]);
    expect((await listFollowers(ana, id)).map(({ name }) => name)).toEqual(["Priya"]);
    await followConversation(priya, id, false);
    await addNote(ana, { conversationId: id, text: "Never mind" });
    expect(await toldOf(priya, id)).toHaveLength(1);
    expect(await eventsOf(id, "conversation.unfollowed")).toHaveLength(1);
  });

  it("is mailed to who wants it so, and not to who has read it or said no", async () => {
    const id = await conversationOf(ana);
    await addNote(ana, { conversationId: id, text: "Please call back", mentions: [priya.userId] });
    const [told] = await toldOf(priya, id);
    expect(await promised("notification.email")).toContain(told?.id);
    await mailNotification(workspace.workspaceId, told?.id ?? "");
    const mail = mailbox.mails.at(-1);
    expect(JSON.stringify(mail)).toContain(`${priya.userId}@example.com`);
    expect(JSON.stringify(mail)).toContain(`/inbox/${id}`);
    await changePreferences(priya, { mention: { email: false } });
    await addNote(ana, { conversationId: id, text: "And again", mentions: [priya.userId] });
    const [second] = await toldOf(priya, id);
    expect(await promised("notification.email")).not.toContain(second?.id);
    const count = mailbox.mails.length;
    await transact(workspace, (tx) =>
      tx.notification.update({ where: { id: told?.id ?? "" }, data: { readAt: new Date() } }),
    );
    await mailNotification(workspace.workspaceId, told?.id ?? "");
    expect(mailbox.mails).toHaveLength(count);
  });

  it("wakes the browser with nothing of what was said, and forgets one that has gone", async () => {
    const keys = createECDH("prime256v1");
    const p256dh = keys.generateKeys("base64url");
    const endpoint = `http://127.0.0.1:${portOf(pushService)}/push/ana`;
    await subscribeBrowser(lead, {
      endpoint,
      keys: { p256dh, auth: randomBytes(16).toString("base64url") },
    });
    const id = await conversationOf(ana);
    await addNote(ana, { conversationId: id, text: "A secret diagnosis", mentions: [lead.userId] });
    const [told] = await toldOf(lead, id);
    expect(await promised("notification.push")).toContain(told?.id);
    await pushNotification(workspace.workspaceId, told?.id ?? "");
    const [first] = pushed;
    expect(first?.headers).toMatchObject({
      "content-encoding": "aes128gcm",
      authorization: expect.stringMatching(/^vapid t=/),
    });
    expect(first?.body.toString("latin1")).not.toContain("diagnosis");
    // The words are the same for everything: the message is as long as they are, with the envelope.
    expect(first?.body.length).toBeLessThan(200);
    answer = 410;
    await pushNotification(workspace.workspaceId, told?.id ?? "");
    await pushNotification(workspace.workspaceId, told?.id ?? "");
    expect(pushed).toHaveLength(2);
  });
});

describe("looking at a conversation", () => {
  it("shows who else has it open until they leave or fall silent", async () => {
    const id = await conversationOf(ana);
    await tellViewing(ana, id);
    expect(await tellViewing(priya, id)).toMatchObject([{ name: "Ana", listening: false }]);
    await endViewing(priya, id);
    expect(await listViewers(ana, id)).toEqual([]);
    await transact(workspace, (tx) =>
      tx.viewing.updateMany({ where: { conversationId: id }, data: { until: new Date(Date.now() - 1) } }),
    );
    expect(await listViewers(priya, id)).toEqual([]);
  });

  it("listening in is for supervisors, is seen by them alone, joins nobody and is audited", async () => {
    const id = await conversationOf(ana);
    await expect(tellViewing(priya, id, true)).rejects.toMatchObject({ code: "forbidden" });
    await tellViewing(lead, id, true);
    await tellViewing(lead, id, true);
    expect(await listViewers(ana, id)).toEqual([]);
    const other = await makeUser(workspace.workspaceId, { role: "supervisor" });
    expect(await listViewers(other, id)).toMatchObject([{ name: "Lena", listening: true }]);
    await transact(workspace, async (tx) => {
      const where = { action: "conversation.listened_in", subjectId: id };
      expect(await tx.auditEntry.count({ where })).toBe(1);
      expect(await tx.participant.count({ where: { conversationId: id } })).toBe(0);
    });
  });
});

it("a whisper is seen by the assignee and who wrote it, and refused where nobody has it", async () => {
  const id = await conversationOf(ana);
  await whisper(lead, id, "Offer her the early slot");
  const texts = async (actor: UserActor) => (await thread(actor, id)).data.map(({ text }) => text);
  expect(await texts(ana)).toEqual(["Offer her the early slot"]);
  expect(await texts(lead)).toEqual(["Offer her the early slot"]);
  expect(await texts(priya)).toEqual([]);
  expect((await toldOf(ana, id))[0]?.kind).toBe("whisper");
  await expect(whisper(ana, id, "x")).rejects.toMatchObject({ code: "forbidden" });
  await expect(whisper(lead, await conversationOf(), "x")).rejects.toMatchObject({ code: "conflict" });
});

it("being given a conversation by somebody else is told, and taking it oneself is not", async () => {
  const id = await conversationOf();
  await assignConversation(ana, { conversationId: id, assignee: ana.userId });
  expect(await toldOf(ana, id)).toEqual([]);
  await assignConversation(ana, { conversationId: id, assignee: priya.userId });
  expect((await toldOf(priya, id)).map(({ kind }) => kind)).toEqual(["assignment"]);
});

it("what an agent had in view is recorded once per cycle, and only of this contact", async () => {
  const id = await conversationOf(ana);
  const session = { conversationId: id, kind: "exchange", channel: "sms" } as const;
  const mine = await createSession(workspace.workspaceId, session);
  const foreign = await createSession(workspace.workspaceId, {
    ...session,
    conversationId: await conversationOf(),
  });
  await expect(recordContextViewed(ana, id, [mine, foreign])).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await recordContextViewed(ana, id, [mine, mine])).toEqual({ recorded: true });
  expect(await recordContextViewed(ana, id, [mine])).toEqual({ recorded: false });
  expect(await recordContextViewed(priya, id, [mine])).toEqual({ recorded: true });
  const events = await eventsOf(id, "conversation.context_viewed");
  expect(events.map(({ userId, data }) => [userId, data])).toEqual([
    [ana.userId, { sessionIds: [mine] }],
    [priya.userId, { sessionIds: [mine] }],
  ]);
});
