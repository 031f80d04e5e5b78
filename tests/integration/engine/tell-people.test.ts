import { createHmac } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { performers } from "#activities/performers.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { listMessages } from "#server/conversations/list-messages.ts";
import { listNotifications } from "#server/notifications/read-notifications.ts";
import { transact } from "#server/platform/database.ts";
import { subscribe } from "#server/platform/realtime.ts";
import { seal } from "#server/platform/secrets.ts";
import { ServiceEmulator } from "#tests/emulators/service/emulator.ts";
import { SmtpEmulator } from "#tests/emulators/smtp/emulator.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeTeam, makeUser } from "#tests/setup/workspace-fixture.ts";

let service: ServiceEmulator;
let mailbox: SmtpEmulator;

// Before anything reads the environment.
beforeAll(async () => {
  service = await ServiceEmulator.start();
  mailbox = await SmtpEmulator.start();
  process.env.PRIVATE_ADDRESSES_ALLOWED = service.host;
  process.env.SMTP_URL = mailbox.url;
  process.env.SMTP_FROM = "Clinic <care@example.com>";
});
afterAll(async () => {
  await service.stop();
  await mailbox.stop();
});

const engine = engineForTests();
const SECRET = "a secret that both know";

beforeEach(async () => {
  service.calls.length = 0;
  mailbox.mails.length = 0;
  const { actor } = engine.workspace;
  await transact(actor, (tx) => tx.user.updateMany({ data: { deactivatedAt: new Date() } }));
  await engine.start();
});

/** A run through one node; its way on is the only one, so what matters is on the timeline. */
async function walk(type: string, config: Record<string, unknown>) {
  const document = drawn(
    `Tells by ${type}`,
    { start: { type: "trigger.message", config: { keywords: ["help"] } }, node: { type, config } },
    [["start", "next", "node"]],
  );
  const journeyId = await engine.publish(document);
  const { conversationId } = await engine.customer().writes("help");
  const run = await engine.runIn(journeyId, "completed");
  const step = run.steps.find(({ nodeId }) => nodeId === "node");
  const trail = JSON.stringify(step?.trail);
  const { actor } = engine.workspace;
  const conversation = await transact(actor, (tx) =>
    tx.conversation.findUniqueOrThrow({ where: { id: conversationId }, include: { notes: true } }),
  );
  const events = await transact(actor, (tx) => tx.event.findMany({ where: { conversationId } }));
  return { run, step, trail, conversation, events };
}

const thread = (actor: Parameters<typeof listMessages>[0], conversationId: string) =>
  listMessages(actor, conversationId, { include: ["notes"], order: "asc", limit: 50 });

const person = (role: "agent" | "supervisor" | "admin" = "agent", teamIds: string[] = []) =>
  makeUser(engine.workspace.id, { role, teamIds });

const emailOf = ({ userId }: { userId: string }) => `${userId}@example.com`;

describe("escalating", () => {
  test("tells the supervisors why, by a note and a notification each, and raises the priority", async () => {
    const [supervisor, admin] = [await person("supervisor"), await person("admin")];
    const config = { to: "supervisor", reason: "They wrote {{ message.text }}", priority: "urgent" };
    const { run, conversation, events } = await walk("escalate", config);
    expect(conversation).toMatchObject({
      priority: "urgent",
      notes: [{ text: "They wrote help", mentions: [supervisor.userId], authorKind: "bot" }],
    });
    const told = await listNotifications(supervisor, { limit: 50 });
    expect(told).toMatchObject({
      unread: 1,
      data: [{ kind: "escalation", text: "They wrote help", conversationId: conversation.id, runId: run.id }],
    });
    expect((await listNotifications(admin, { limit: 50 })).unread).toBe(0);
    expect(events.filter(({ type }) => type === "conversation.escalated")).toMatchObject([
      { data: { to: "supervisor", told: 1 } },
    ]);
  });

  test("tells the lead of the conversation's team before any supervisor", async () => {
    const team = await makeTeam(engine.workspace.id, "front_desk");
    const [lead, supervisor] = [await person("agent", [team]), await person("supervisor")];
    const { actor } = engine.workspace;
    await transact(actor, async (tx) => {
      await tx.teamMember.updateMany({ where: { userId: lead.userId }, data: { isLead: true } });
      await tx.channelAccount.updateMany({ data: { defaultTeamId: team } });
    });
    await walk("escalate", { to: "supervisor", reason: "Look at this" });
    expect((await listNotifications(lead, { limit: 50 })).unread).toBe(1);
    expect((await listNotifications(supervisor, { limit: 50 })).unread).toBe(0);
    await transact(actor, (tx) => tx.channelAccount.updateMany({ data: { defaultTeamId: null } }));
  });

  test("where there is nobody to tell leaves its note, goes on and says so", async () => {
    const { trail, conversation } = await walk("escalate", { to: "supervisor", reason: "Look at this" });
    expect(trail).toContain("nobody was told: there is no supervisor here");
    expect(conversation.notes).toHaveLength(1);
  });
});

describe("a nudge", () => {
  test("is shown in the conversation to whoever has it, and to nobody else", async () => {
    const [agent, colleague, admin] = [await person(), await person(), await person("admin")];
    const heard: (string | null)[] = [];
    const stop = subscribe(engine.workspace.id, (hint) => {
      if (hint?.topic === "message") heard.push(hint.id);
    });
    const { conversation } = await walk("nudge", { text: "Offer {{ contact.phone }} a call" });
    const { id } = conversation;
    await eventually(() => expect(heard).toContain(conversation.notes[0]?.id));
    stop();
    const hints = async (actor: Parameters<typeof listMessages>[0]) =>
      (await thread(actor, id)).data.filter(({ hint }) => hint).map(({ text }) => text);
    expect(await hints(agent)).toEqual([]);
    await assignConversation(engine.workspace.actor, { conversationId: id, assignee: agent.userId });
    expect(await hints(agent)).toEqual([expect.stringMatching(/^Offer \+1415\d+ a call$/)]);
    expect(await hints(colleague)).toEqual([]);
    expect(await hints(admin)).toEqual([]);
    await assignConversation(engine.workspace.actor, { conversationId: id, assignee: colleague.userId });
    expect(await hints(agent)).toEqual([]);
    expect(await hints(colleague)).toHaveLength(1);
  });
});

describe("notifying in the studio", () => {
  test("tells each member of a team once, live, and the same effect again tells nobody", async () => {
    const team = await makeTeam(engine.workspace.id, "nurses");
    const people = [await person("agent", [team]), await person("agent", [team])];
    const other = await person();
    const heard: (string | undefined)[] = [];
    const stop = subscribe(engine.workspace.id, (hint) => {
      if (hint?.topic === "notification") heard.push(hint.userId);
    });
    const { run } = await walk("notify", { via: "inApp", to: "nurses", text: "Somebody waits" });
    await eventually(() => expect([...heard].sort()).toEqual(people.map(({ userId }) => userId).sort()));
    stop();
    const { conversationId, contactId, id: runId, journeyId } = run;
    const effect = { kind: "notify" as const, to: "nurses", text: "Somebody waits" };
    const again = { effect, key: `${runId}:2`, runId, nodeId: "node", journeyId, contactId, conversationId };
    const { actor } = engine.workspace;
    const request = { ...again, actor, attempt: 2, resuming: true };
    await performers.notify(request as Parameters<typeof performers.notify>[0]);
    for (const each of people) expect((await listNotifications(each, { limit: 50 })).unread).toBe(1);
    expect((await listNotifications(other, { limit: 50 })).unread).toBe(0);
  });

  test("says on the timeline that there is nobody like that", async () => {
    const { trail } = await walk("notify", { via: "inApp", to: "assignee", text: "x" });
    expect(trail).toContain("Nobody was told: nobody has the conversation.");
  });
});

describe("notifying by e-mail", () => {
  test("reaches an address, and everybody of a team", async () => {
    const team = await makeTeam(engine.workspace.id, "owners");
    const [owner, other] = [await person("agent", [team]), await person("agent", [team])];
    await walk("notify", { via: "email", to: "board@example.com", text: "{{ message.text }} is wanted" });
    expect(mailbox.mails).toEqual([
      { to: ["board@example.com"], source: expect.stringContaining("Subject: help is wanted") },
    ]);
    expect(mailbox.mails[0]?.source).toContain("From: Clinic <care@example.com>");
    await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
    await walk("notify", { via: "email", to: "owners", text: "x" });
    expect(mailbox.mails[1]?.to.sort()).toEqual([emailOf(owner), emailOf(other)].sort());
  });

  test("that the server refuses is told on the timeline, and the journey goes on", async () => {
    mailbox.answerToRecipient = "550 No such user here";
    const { trail } = await walk("notify", { via: "email", to: "gone@example.com", text: "x" });
    mailbox.answerToRecipient = "250 OK";
    expect(trail).toContain("No such user here");
  });
});

describe("notifying by webhook", () => {
  test("without a secret to sign with is told on the timeline", async () => {
    const { trail } = await walk("notify", { via: "webhook", to: service.url, text: "x" });
    expect(trail).toContain("There is no secret “webhook_signing” in this workspace");
    expect(service.calls).toEqual([]);
  });

  describe("with a secret", () => {
    beforeAll(async () => {
      const { actor, id: workspaceId } = engine.workspace;
      const id = uuidv7();
      const valueEncrypted = seal(SECRET, `secret:${id}`);
      const secret = { id, workspaceId, key: "webhook_signing", valueEncrypted };
      await transact(actor, (tx) => tx.secret.create({ data: secret }));
    });

    test("is signed, names the run, and carries its key", async () => {
      const { run } = await walk("notify", { via: "webhook", to: `${service.url}/hook`, text: "Hello" });
      const [call] = service.calls;
      const {
        "webhook-id": id,
        "webhook-timestamp": at,
        "webhook-signature": signature,
      } = call?.headers ?? {};
      const expected = createHmac("sha256", SECRET).update(`${id}.${at}.${call?.body}`).digest("base64");
      expect([id, signature]).toEqual([`${run.id}:2`, `v1,${expected}`]);
      expect(JSON.parse(call?.body ?? "")).toMatchObject({
        type: "journey.notified",
        data: { text: "Hello", runId: run.id, contactId: run.contactId },
      });
    });

    test("to a private address, or to one that refuses it, is told on the timeline", async () => {
      const inside = await walk("notify", { via: "webhook", to: "http://10.0.0.1/hook", text: "x" });
      expect(inside.trail).toContain("10.0.0.1 is a private address");
      await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
      service.answer = (_, response) => response.writeHead(410).end();
      const refused = await walk("notify", { via: "webhook", to: service.url, text: "x" });
      expect(refused.trail).toContain("The webhook answered 410.");
    });
  });
});
