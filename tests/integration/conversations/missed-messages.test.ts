import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { findMissed, findWhereabouts } from "#server/conversations/find-missed.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { snoozeConversation } from "#server/conversations/snooze-conversation.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import { createReconciler } from "#server/relay/reconciler.ts";
import { startRelay } from "#server/relay/relay.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeSmsAccount, makeUser } from "#tests/setup/workspace-fixture.ts";

let own: Fixture;
let foreign: Fixture;
let accountId: string;
let supervisorId: string;
let lastNumber = 1000;
const actor = () => ({ kind: "system", workspaceId: own.workspaceId, name: "test" }) as const;

beforeAll(async () => {
  own = await createWorkspace("missed-own");
  foreign = await createWorkspace("missed-foreign");
  const twilio = { accountSid: `AC${"0".repeat(32)}`, authToken: "token", key: "missed_sms" };
  accountId = (await makeSmsAccount(own.workspaceId, twilio)).id;
  supervisorId = (await makeUser(own.workspaceId, { role: "supervisor" })).userId;
});

afterAll(closeDatabase);

/** A customer writes. Nothing takes the message unless a relay runs. */
async function write(): Promise<string> {
  lastNumber += 1;
  const { conversationId } = await receiveMessage({
    workspaceId: own.workspaceId,
    channel: "sms",
    channelAccountId: accountId,
    externalId: uuidv7(),
    from: { kind: "phone", address: `+1415557${lastNumber}` },
    text: "Is anybody there?",
    attachments: [],
    receivedAt: new Date(),
  });
  return conversationId;
}

/** As if what was promised for a conversation had been lost. */
const forget = (conversationId: string) =>
  transact(actor(), (tx) => tx.outboxEntry.deleteMany({ where: { orderingKey: conversationId } }));

const where = (conversationId: string) => transact(actor(), (tx) => findWhereabouts(tx, conversationId));
const missed = () => transact(actor(), (tx) => findMissed(tx, new Date(Date.now() + 1_000), 100));

async function eventsOf(conversationId: string) {
  const { body } = await call(own.key, `/conversations/${conversationId}/events?type=conversation.missed`);
  return body.data as { data: { after: string; waited: number } }[];
}

/** Two looks, a minute from now and a while later. */
async function reconcile() {
  const reconciler = createReconciler();
  const soon = Date.now() + 60_000;
  const first = await reconciler.look(soon);
  return { first, second: await reconciler.look(soon + 15_000), third: await reconciler.look(soon + 30_000) };
}

describe("a conversation that was orphaned", () => {
  it("because its promise was lost is found, alarmed and queued, once", async () => {
    const conversationId = await write();
    expect(await where(conversationId)).toBe("arriving");
    expect(await missed()).not.toContain(conversationId);
    await forget(conversationId);
    expect(await where(conversationId)).toBe("missed");
    const { first, second, third } = await reconcile();
    // Seen once, it may be between two hands.
    expect([first.length, second.map((each) => each.conversationId), third.length]).toEqual([
      0,
      [conversationId],
      0,
    ]);
    expect(await where(conversationId)).toBe("queued");
    expect((await eventsOf(conversationId)).map(({ data }) => data.after)).toEqual(["arrival"]);
    const told = await transact(actor(), (tx) =>
      tx.notification.findMany({ where: { userId: supervisorId, conversationId } }),
    );
    expect(told.map(({ kind }) => kind)).toEqual(["escalation"]);
    const message = await transact(actor(), (tx) =>
      tx.message.findFirstOrThrow({ where: { conversationId } }),
    );
    expect(message.sentimentLabel).not.toBeNull();
    await resolve(conversationId);
  });

  it("because its run is gone is found", async () => {
    const conversationId = await write();
    await forget(conversationId);
    const runId = await giveToRun(conversationId);
    expect(await where(conversationId)).toBe("journey");
    expect(await missed()).not.toContain(conversationId);
    await endRun(runId);
    expect(await where(conversationId)).toBe("missed");
    const { second } = await reconcile();
    expect(second.map((each) => each.conversationId)).toEqual([conversationId]);
    expect((await eventsOf(conversationId))[0]?.data.after).toBe("journey");
    await resolve(conversationId);
  });

  it("because whoever has it was deactivated is taken off them", async () => {
    const conversationId = await write();
    await forget(conversationId);
    const { userId } = await makeUser(own.workspaceId);
    await assignConversation(actor(), { conversationId, assignee: userId });
    expect(await where(conversationId)).toBe("owned");
    expect(await missed()).not.toContain(conversationId);
    await transact(actor(), (tx) =>
      tx.user.update({ where: { id: userId }, data: { deactivatedAt: new Date() } }),
    );
    expect(await missed()).toContain(conversationId);
    const { second } = await reconcile();
    expect(second.map((each) => each.conversationId)).toEqual([conversationId]);
    const row = await transact(actor(), (tx) =>
      tx.conversation.findUniqueOrThrow({ where: { id: conversationId } }),
    );
    expect(row.assigneeId).toBeNull();
    expect(await where(conversationId)).toBe("queued");
    await resolve(conversationId);
  });

  it("by a journey that is held for somebody who let go is nobody's", async () => {
    const conversationId = await write();
    await forget(conversationId);
    const runId = await giveToRun(conversationId);
    await transact(actor(), (tx) => tx.run.update({ where: { id: runId }, data: { status: "held" } }));
    expect([await where(conversationId), (await missed()).includes(conversationId)]).toEqual([
      "missed",
      true,
    ]);
    await endRun(runId);
    await resolve(conversationId);
  });
});

describe("what somebody has", () => {
  it("is found by the index and by the rule alike, in every state", async () => {
    const [snoozed, resolved, lost] = [await write(), await write(), await write()];
    for (const id of [snoozed, resolved, lost]) await forget(id);
    await snoozeConversation(actor(), { conversationId: snoozed, until: new Date(Date.now() + 3_600_000) });
    await resolve(resolved);
    expect([await where(snoozed), await where(resolved), await where(lost)]).toEqual([
      "snoozed",
      "closed",
      "missed",
    ]);
    expect(await missed()).toEqual([lost]);
    // Within its grace it is no news.
    expect(await transact(actor(), (tx) => findMissed(tx, new Date(Date.now() - 30_000), 100))).toEqual([]);
    await resolve(lost);
  });

  it("is never missed under normal traffic, nor after somebody lets go of it", async () => {
    const relay = startRelay(
      createOutboxHandlers(async (system, messageId) => {
        await analyseMessage(system, messageId);
      }),
    );
    try {
      const all = await Promise.all(Array.from({ length: 12 }, write));
      const states = async () => new Set(await Promise.all(all.map(where)));
      await eventually(async () => expect(await states()).toEqual(new Set(["queued"])));
      const { userId } = await makeUser(own.workspaceId);
      const [released, taken] = all;
      for (const conversationId of [released, taken]) {
        await assignConversation(actor(), { conversationId: conversationId ?? "", assignee: userId });
      }
      await releaseConversation(actor(), released ?? "");
      await assignConversation(actor(), { conversationId: taken ?? "", assignee: null });
      await eventually(async () => expect(await states()).toEqual(new Set(["queued"])));
      const { first, second, third } = await reconcile();
      expect([...first, ...second, ...third]).toEqual([]);
      for (const conversationId of all) expect(await eventsOf(conversationId)).toEqual([]);
      for (const conversationId of all) await resolve(conversationId);
    } finally {
      await relay.stop();
    }
  });
});

describe("the count", () => {
  it("names who waits, of one's own workspace and to those who may see figures", async () => {
    const conversationId = await write();
    await forget(conversationId);
    await transact(actor(), (tx) =>
      tx.conversation.update({
        where: { id: conversationId },
        data: { waitingSince: new Date(Date.now() - 120_000) },
      }),
    );
    const { status, body } = await call(own.key, "/metrics/missed-messages");
    expect([status, body.count, body.conversations.map(({ id }: { id: string }) => id)]).toEqual([
      200,
      1,
      [conversationId],
    ]);
    expect(body.mendedLately).toBe(3);
    expect((await call(foreign.key, "/metrics/missed-messages")).body).toMatchObject({
      count: 0,
      conversations: [],
    });
    const scoped = await createKey(own.workspaceId, "agent", ["contacts.view"]);
    expect((await call(scoped, "/metrics/missed-messages")).status).toBe(403);
    await reconcile();
    expect((await call(own.key, "/metrics/missed-messages")).body).toMatchObject({
      count: 0,
      mendedLately: 4,
    });
  });
});

async function resolve(conversationId: string): Promise<void> {
  await resolveConversation(actor(), { conversationId, reason: "done" });
}

/** A run that was given what the customer said, and rests without the floor. */
async function giveToRun(conversationId: string): Promise<string> {
  return transact(actor(), async (tx) => {
    const pattern = await tx.run.findFirstOrThrow({ where: { id: own.ids.runs } });
    const { contactId } = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const { journeyId, versionId, planHash } = pattern;
    const id = uuidv7();
    const now = new Date();
    await tx.run.create({
      data: {
        ...{ id, workspaceId: own.workspaceId, journeyId, versionId, planHash, contactId, conversationId },
        ...{ status: "waiting", state: {}, concurrencyKey: contactId, startKey: id, startedAt: now },
      },
    });
    const said = await tx.message.findFirstOrThrow({ where: { conversationId } });
    await tx.event.create({
      data: {
        ...{ id: uuidv7(), workspaceId: own.workspaceId, conversationId, runId: id, messageId: said.id },
        ...{ type: "message.taken", occurredAt: now, data: { by: "trigger" } },
      },
    });
    return id;
  });
}

async function endRun(id: string): Promise<void> {
  await transact(actor(), (tx) =>
    tx.run.update({ where: { id }, data: { status: "completed", endedAt: new Date(), floor: false } }),
  );
}
