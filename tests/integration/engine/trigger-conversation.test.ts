import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eraseContact } from "#server/contacts/erase-contact.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { createContact } from "#server/contacts/write-contacts.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { reopenConversation, resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { takeConversationChange } from "#server/relay/take-conversation-change.ts";
import { takeEvent } from "#server/relay/take-event.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();
let deadlines: RunningQueue;

beforeEach(() => {
  deadlines = startDeadlines(deadlineHandlers);
});

afterEach(async () => {
  await deadlines.stop();
});

const starts = (type: string, config: Record<string, unknown>, settings: Record<string, unknown> = {}) =>
  drawn(
    "Starts by itself",
    { start: { type, config }, send: { type: "send", config: { text: "Still there?", channel: "sms" } } },
    [["start", "next", "send"]],
    { reentry: "always", ...settings },
  );

/** A conversation that nobody has written in yet but its customer. */
async function conversation() {
  const customer = engine.customer();
  const { conversationId } = await customer.writes("hello");
  return { customer, conversationId };
}

const resolve = (conversationId: string) =>
  resolveConversation(engine.workspace.actor, { conversationId, reason: "done" });

describe("a conversation starts a journey", () => {
  test("when it changes to a status, once for each change, however often it is delivered", async () => {
    await engine.start();
    const journeyId = await engine.publish(starts("trigger.conversation", { on: "status", to: "resolved" }));
    const { customer, conversationId } = await conversation();
    await resolve(conversationId);
    await engine.runIn(journeyId, "completed");
    const event = await transact(engine.workspace.actor, (tx) =>
      tx.event.findFirstOrThrow({
        where: { conversationId, type: "conversation.status_changed" },
        orderBy: { position: "desc" },
      }),
    );
    await takeConversationChange(engine.workspace.id, event.id);
    await reopenConversation(engine.workspace.actor, conversationId);
    await engine.relayIdle();
    expect(await engine.runs(journeyId)).toHaveLength(1);
    expect(customer.count("Still there?")).toBe(1);
  });

  test("when it is given to somebody, or to the one who is named", async () => {
    await engine.start();
    const { actor, id } = engine.workspace;
    const agent = await makeUser(id, { presence: "online" });
    const { email } = await transact(actor, (tx) =>
      tx.user.findFirstOrThrow({ where: { id: agent.userId }, select: { email: true } }),
    );
    const named = await engine.publish(starts("trigger.conversation", { on: "assigned", to: email }));
    const others = await engine.publish(
      starts("trigger.conversation", { on: "assigned", to: "nobody@x.example" }),
    );
    const { conversationId } = await conversation();
    await assignConversation(actor, { conversationId, assignee: agent.userId });
    await engine.runIn(named, "completed");
    expect(await engine.runs(others)).toEqual([]);
  });

  test("under the trigger's condition alone", async () => {
    await engine.start();
    const when = { field: "contact.tier", op: "eq", value: "gold" };
    const journeyId = await engine.publish(starts("trigger.conversation", { on: "status", when }));
    const { conversationId } = await conversation();
    await resolve(conversationId);
    await engine.relayIdle();
    expect(await engine.runs(journeyId)).toEqual([]);
  });

  test("but not the journey whose own run changed it", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      drawn(
        "Closes what is opened again",
        {
          start: { type: "trigger.conversation", config: { on: "status" } },
          close: { type: "resolve", config: { reason: "done", evenIfAssigned: true } },
        },
        [["start", "next", "close"]],
        { reentry: "always" },
      ),
    );
    const { actor } = engine.workspace;
    const { conversationId } = await conversation();
    await engine.relayIdle();
    const changes = () =>
      transact(actor, (tx) =>
        tx.event.count({ where: { conversationId, type: "conversation.status_changed", runId: null } }),
      );
    await resolve(conversationId);
    await reopenConversation(actor, conversationId);
    await eventually(async () =>
      expect((await engine.runs(journeyId)).every(({ endedAt }) => endedAt !== null)).toBe(true),
    );
    await engine.relayIdle();
    expect(await engine.runs(journeyId)).toHaveLength(await changes());
  });

  test("when it has been silent, which each message puts off", async () => {
    await engine.start();
    const journeyId = await engine.publish(starts("trigger.conversation", { on: "silence", after: "PT4S" }));
    const others = await engine.publish(starts("trigger.event", { event: "something else" }));
    const { customer, conversationId } = await conversation();
    const dueAt = () =>
      transact(engine.workspace.actor, async (tx) => {
        const where = { conversationId, kind: "silence" } as const;
        return (await tx.deadline.findFirst({ where }))?.dueAt.getTime() ?? 0;
      });
    const pending = () =>
      transact(engine.workspace.actor, (tx) =>
        tx.deadline.count({ where: { conversationId, kind: "silence", status: "pending" } }),
      );
    const first = await eventually(async () => {
      const due = await dueAt();
      expect(due).toBeGreaterThan(0);
      return due;
    });
    await customer.writes("are you there?");
    await eventually(async () => expect(await dueAt()).toBeGreaterThan(first));
    const run = await engine.runIn(journeyId, "completed");
    expect(run.startedAt.getTime()).toBeGreaterThan(first);
    expect(run.conversationId).toBe(conversationId);
    // What the journey itself says does not make it start once more.
    await eventually(async () => expect(await pending()).toBe(0));
    expect(await engine.runs(journeyId)).toHaveLength(1);
    // A step of the same id in another journey has nothing to do with it.
    expect(await engine.runs(others)).toEqual([]);
  });

  test("not for a silence after it was resolved", async () => {
    await engine.start();
    const journeyId = await engine.publish(starts("trigger.conversation", { on: "silence", after: "PT1S" }));
    const { conversationId } = await conversation();
    await resolve(conversationId);
    await eventually(() =>
      transact(engine.workspace.actor, async (tx) => {
        const { status } = await tx.deadline.findFirstOrThrow({
          where: { conversationId, kind: "silence" },
        });
        expect(status).toBe("done");
      }),
    );
    expect(await engine.runs(journeyId)).toEqual([]);
  });
});

describe("an event starts a journey", () => {
  test("but nobody's who was erased since", async () => {
    await engine.startWithoutRelay();
    const { actor, id } = engine.workspace;
    const journeyId = await engine.publish(starts("trigger.event", { event: "left" }));
    const contact = await createContact(actor, { isTest: false });
    const event = await reportEvent(actor, { name: "left", contact: { id: contact.id } });
    await eraseContact(actor, contact.id);
    await takeEvent(id, event.eventId);
    expect(await engine.runs(journeyId)).toEqual([]);
  });

  test("also where another journey can make no key of the contact", async () => {
    await engine.startWithoutRelay();
    const { actor, id } = engine.workspace;
    const concurrencyKey = "{% for i in (1..30000) %}{{ contact.id }}{% endfor %}";
    const broken = await engine.publish(starts("trigger.event", { event: "returned" }, { concurrencyKey }));
    const journeyId = await engine.publish(starts("trigger.event", { event: "returned" }));
    const contact = await createContact(actor, { isTest: false });
    const event = await reportEvent(actor, { name: "returned", contact: { id: contact.id } });
    await takeEvent(id, event.eventId);
    expect(await engine.runs(journeyId)).toHaveLength(1);
    expect(await engine.runs(broken)).toEqual([]);
  });

  test("once for each value that it is told apart by", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      starts("trigger.event", { event: "ordered", dedupeBy: "event.properties.order" }),
    );
    const { customer, conversationId } = await conversation();
    const contact = { id: await engine.contactOf(conversationId) };
    const orders = (order: string) =>
      reportEvent(engine.workspace.actor, { name: "ordered", contact, properties: { order } });
    await orders("a");
    await orders("a");
    await orders("b");
    await eventually(async () => expect(customer.count("Still there?")).toBe(2));
    await engine.relayIdle();
    expect(await engine.runs(journeyId)).toHaveLength(2);
  });
});
