import { describe, expect, test } from "vitest";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { patchContact } from "#server/contacts/write-contacts.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { recordDeliveryStatus } from "#server/conversations/update-delivery.ts";
import { transact } from "#server/platform/database.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import { startRelay } from "#server/relay/relay.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

type Nodes = Parameters<typeof drawn>[1];

/** A journey that a keyword starts, and that then waits for something. */
const waitsFor = (
  config: Record<string, unknown>,
  settings: Record<string, unknown> = {},
  before: Nodes = {},
) => {
  const way = ["start", ...Object.keys(before), "for"];
  return drawn(
    "Waits for it",
    {
      start: { type: "trigger.message", config: { keywords: ["begin"] } },
      ...before,
      for: { type: "waitFor", config },
      it: { type: "send", config: { text: "It happened: {{ vars.it.name }}" } },
      late: { type: "send", config: { text: "Nothing happened" } },
    },
    [
      ...way.slice(1).map((to, index): [string, string, string] => [way[index] ?? "", "next", to]),
      ["for", "happened", "it"],
      ["for", "timeout", "late"],
    ],
    settings,
  );
};

async function begin(config: Record<string, unknown>, settings?: Record<string, unknown>, before?: Nodes) {
  const journeyId = await engine.publish(waitsFor({ saveAs: "it", ...config }, settings, before));
  const customer = engine.customer();
  const { conversationId } = await customer.writes("begin");
  const contactId = await engine.contactOf(conversationId);
  const reports = (name: string, properties: Record<string, unknown> = {}, idempotencyKey?: string) =>
    reportEvent(engine.workspace.actor, {
      name,
      contact: { id: contactId },
      properties: properties as never,
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  return { journeyId, customer, conversationId, contactId, reports };
}

/** The provider says that a message has arrived. */
async function delivered(externalId: string): Promise<void> {
  const { actor } = engine.workspace;
  const message = await eventually(() =>
    transact(actor, (tx) => tx.message.findFirstOrThrow({ where: { externalId } })),
  );
  const { channelAccountId } = message;
  const receivedAt = new Date();
  await recordDeliveryStatus(actor, {
    channelAccountId: channelAccountId ?? "",
    externalId,
    status: "delivered",
    receivedAt,
  });
}

describe("a run that waits for something", () => {
  test("hears of an event that a program reports, once", async () => {
    await engine.start();
    const { journeyId, customer, reports } = await begin({ events: [{ on: "event", name: "ordered" }] });
    await engine.runIn(journeyId, "waiting");
    await reports("looked");
    await Promise.all([reports("ordered", {}, "one"), reports("ordered", {}, "one")]);
    await customer.reads("It happened: ordered");
    await engine.runIn(journeyId, "completed");
    await engine.relayIdle();
    expect(customer.count()).toBe(1);
  });

  test("hears of a change of its contact", async () => {
    await engine.start();
    const events = [{ on: "contact", name: "attributes.plan" }];
    const { journeyId, customer, contactId } = await begin({ events });
    await engine.runIn(journeyId, "waiting");
    await patchContact(engine.workspace.actor, contactId, { attributes: { plan: "gold" } });
    await customer.reads("It happened: contact");
  });

  test("hears of its conversation's status", async () => {
    await engine.start();
    const { journeyId, conversationId } = await begin({ events: [{ on: "status", to: "resolved" }] });
    await engine.runIn(journeyId, "waiting");
    await resolveConversation(engine.workspace.actor, { conversationId, reason: "done" });
    await engine.runIn(journeyId, "completed");
  });

  test("hears of a turn of the mood", async () => {
    await engine.startWorker(createJourneyActivities(performers));
    const relay = startRelay(
      createOutboxHandlers(async (actor, messageId) => void (await analyseMessage(actor, messageId))),
    );
    try {
      const { journeyId, customer } = await begin({ events: [{ on: "sentiment", to: "negative" }] });
      await engine.runIn(journeyId, "waiting");
      for (const text of ["This is terrible", "Really awful, I am so angry"]) await customer.writes(text);
      await engine.runIn(journeyId, "completed");
    } finally {
      await relay.stop();
    }
  });

  test("hears that its message was delivered, though that was told before it listened", async () => {
    await engine.start();
    const hello = { type: "send", config: { text: "Hello" } };
    const { journeyId, customer } = await begin(
      { events: [{ on: "delivery", to: "delivered" }], since: "run" },
      {},
      { hello },
    );
    const { sid } = await customer.reads("Hello");
    await delivered(sid);
    await customer.reads("It happened: delivered");
    await engine.runIn(journeyId, "completed");
  });

  test("takes a message by the inbound order, and only one that it waits for", async () => {
    await engine.start();
    const when = { field: "message.text", op: "contains", value: "yes" };
    const { journeyId, customer } = await begin({ events: [{ on: "message", when }] });
    await engine.runIn(journeyId, "waiting");
    const no = await customer.writes("no");
    expect(await engine.takerOf(no.messageId)).toBe("run");
    await eventually(async () => expect(await engine.takerOf(no.messageId)).toBe("routing"));
    await customer.writes("yes");
    await engine.runIn(journeyId, "completed");
  });

  test("gives up when its time is over", async () => {
    await engine.start();
    const { journeyId, customer } = await begin({ events: [{ on: "click" }], timeout: "PT1S" });
    await customer.reads("Nothing happened");
    await engine.runIn(journeyId, "completed");
  });

  test("loses nothing that comes while it is on its way", async () => {
    await engine.start();
    const journeyId = await engine.publish(
      waitsFor({ events: [{ on: "event", name: "go" }], since: "run", saveAs: "it" }),
    );
    const customers = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const customer = engine.customer();
        const { conversationId, messageId } = await customer.writes("begin");
        const contactId = await engine.contactOf(conversationId);
        return { customer, contactId, messageId };
      }),
    );
    // As soon as each run is there, whatever it is at.
    await Promise.all(
      customers.map(async ({ contactId, messageId }) => {
        await engine.takerOf(messageId);
        await reportEvent(engine.workspace.actor, { name: "go", contact: { id: contactId } });
      }),
    );
    for (const { customer } of customers) await customer.reads("It happened: go");
    expect((await engine.runs(journeyId)).length).toBe(12);
  });
});

describe("exit rules and goals", () => {
  test("end a run that waits, and record the goal with its value", async () => {
    await engine.start();
    const goal = { event: "ordered", within: "P1D", value: "event.properties.total" };
    const { journeyId, reports } = await begin({ events: [{ on: "click" }] }, { goal });
    await engine.runIn(journeyId, "waiting");
    await reports("ordered", { total: 42 });
    const run = await engine.runIn(journeyId, "exited");
    expect(run.goalReachedAt).not.toBeNull();
    const reached = await goalsOf(run.id);
    expect(reached).toEqual([{ goal: "ordered", value: 42 }]);
  });

  test("count a goal after the end, once", async () => {
    await engine.start();
    const goal = { event: "ordered", within: "P1D" };
    const { journeyId, reports } = await begin({ events: [{ on: "event", name: "stop" }] }, { goal });
    await engine.runIn(journeyId, "waiting");
    await reports("stop");
    const { id } = await engine.runIn(journeyId, "completed");
    await reports("ordered");
    await reports("ordered");
    await engine.relayIdle();
    expect(await goalsOf(id)).toEqual([{ goal: "ordered" }]);
    expect((await engine.runIn(journeyId, "completed")).goalReachedAt).not.toBeNull();
  });

  test("end a run that does not have the floor when its customer writes, and leave the message to others", async () => {
    await engine.start();
    const settings = { exitWhen: [{ on: "message" }] };
    const { journeyId, customer } = await begin({ events: [{ on: "click" }] }, settings);
    await engine.runIn(journeyId, "waiting");
    const { messageId } = await customer.writes("hello?");
    await engine.runIn(journeyId, "exited");
    expect(await engine.takerOf(messageId)).toBe("routing");
  });

  test("end a run that a person holds", async () => {
    await engine.start();
    const settings = { exitWhen: [{ on: "event", name: "cancelled" }] };
    const { journeyId, conversationId, reports } = await begin({ events: [{ on: "click" }] }, settings);
    await engine.runIn(journeyId, "waiting");
    await claimConversation(await makeUser(engine.workspace.id, { presence: "online" }), conversationId);
    await engine.runIn(journeyId, "held");
    await reports("cancelled");
    const run = await engine.runIn(journeyId, "exited");
    expect(run.endReason).toBe("Exit rule: event “cancelled”");
  });

  test("end a run before it begins what it had not begun", async () => {
    engine.startTheRelay();
    const settings = { exitWhen: [{ on: "event", name: "cancelled" }] };
    const hello = { type: "send", config: { text: "Hello" } };
    const { journeyId, customer, reports } = await begin({ events: [{ on: "click" }] }, settings, { hello });
    await engine.runIn(journeyId, "running");
    await engine.relayIdle();
    await reports("cancelled");
    await engine.relayIdle();
    await engine.startWorker(createJourneyActivities(performers));
    const run = await engine.runIn(journeyId, "exited");
    expect(run.effects).toEqual([]);
    expect(customer.count()).toBe(0);
  });
});

const goalsOf = (runId: string) =>
  transact(engine.workspace.actor, async (tx) => {
    const events = await tx.event.findMany({ where: { runId, type: "run.goal_reached" } });
    return events.map(({ data }) => data);
  });
