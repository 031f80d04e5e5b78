import { describe, expect, test } from "vitest";
import { patchContact } from "#server/contacts/write-contacts.ts";
import { createRecord, listRecords, patchRecord } from "#server/records/records.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

const follows = (untilField: Record<string, string>) =>
  drawn(
    "Follows a date",
    {
      start: { type: "trigger.message", config: { keywords: ["book"] } },
      wait: { type: "wait", config: { untilField } },
      soon: { type: "send", config: { text: "It is time" } },
      past: { type: "send", config: { text: "That was earlier" } },
    },
    [
      ["start", "next", "wait"],
      ["wait", "next", "soon"],
      ["wait", "past", "past"],
    ],
  );

/** A run that waits for a date of its contact's. */
async function waiting(attribute: string) {
  const journeyId = await engine.publish(follows({ path: `contact.attributes.${attribute}` }));
  const customer = engine.customer();
  const { conversationId } = await customer.writes("hello");
  await engine.takerOf((await customer.writes("hello again")).messageId);
  const contactId = await engine.contactOf(conversationId);
  await patchContact(engine.workspace.actor, contactId, { attributes: { [attribute]: inHours(5) } });
  await customer.writes("book");
  await engine.runIn(journeyId, "waiting");
  return { journeyId, customer, contactId };
}

describe("a wait until a field", () => {
  test("moves when the field moves, and goes on when it is past", async () => {
    await engine.start();
    const { journeyId, customer, contactId } = await waiting("visit");
    const later = inHours(30);
    await patchContact(engine.workspace.actor, contactId, { attributes: { visit: later } });
    await eventually(async () => {
      const [run] = await engine.runs(journeyId);
      expect(run?.wakeAt?.toISOString()).toBe(later);
    }, 25);
    await patchContact(engine.workspace.actor, contactId, { attributes: { visit: inHours(-1) } });
    await customer.reads("That was earlier");
    await engine.runIn(journeyId, "completed");
  });

  test("moves with its contact's record, and is past when that is cancelled", async () => {
    await engine.start();
    const { actor } = engine.workspace;
    const journeyId = await engine.publish(follows({ path: "records.visit.startsAt", offset: "-PT1H" }));
    const customer = engine.customer();
    const { conversationId } = await customer.writes("hello");
    const contactId = await engine.contactOf(conversationId);
    const { id } = await createRecord(actor, { contactId, type: "visit", startsAt: inHours(5) });
    await customer.writes("book");
    await engine.runIn(journeyId, "waiting");
    const wakes = (at: string) =>
      eventually(async () => {
        const [run] = await engine.runs(journeyId);
        expect(run?.wakeAt?.getTime()).toBe(Date.parse(at) - HOUR);
      }, 25);
    const later = inHours(30);
    await patchRecord(actor, id, { startsAt: later });
    await wakes(later);
    await createRecord(actor, { contactId, type: "other", startsAt: inHours(2) });
    const earlier = inHours(10);
    await createRecord(actor, { contactId, type: "visit", startsAt: earlier });
    await wakes(earlier);
    const { data } = await listRecords(actor, { contact: contactId, type: "visit", limit: 10 });
    for (const record of data) await patchRecord(actor, record.id, { status: "cancelled" });
    await customer.reads("That was earlier");
  });

  test("stays as it is for fields that are none of its business", async () => {
    await engine.start();
    const { journeyId, contactId } = await waiting("checkup");
    const [before] = await engine.runs(journeyId);
    await patchContact(engine.workspace.actor, contactId, { attributes: { hobby: "chess" }, tier: "gold" });
    await engine.relayIdle();
    const [after] = await engine.runs(journeyId);
    expect(after?.wakeAt).toEqual(before?.wakeAt);
  });
});
