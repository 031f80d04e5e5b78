import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mergeContacts } from "#server/contacts/merge-contacts.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

describe("an event of a contact that was merged away before it was taken", () => {
  test("starts its journey for whom the contact was merged into, over several merges", async () => {
    await engine.start();
    await engine.stopTheRelay();
    const { actor } = engine.workspace;
    const name = `ordered_${randomUUID().slice(0, 8)}`;
    const journeyId = await engine.publish(
      drawn(
        "After an order",
        { start: { type: "trigger.event", config: { event: name } }, bye: { type: "exit" } },
        [["start", "next", "bye"]],
      ),
    );
    const contact = async () => {
      const { contactId = "" } = await reportEvent(actor, {
        name: "seen",
        contact: { externalId: { source: "shop", id: randomUUID() } },
      });
      return contactId;
    };
    const [first, second, third] = [await contact(), await contact(), await contact()];
    await reportEvent(actor, { name, contact: { id: first } });
    await mergeContacts(actor, { survivorId: second, mergedId: first });
    await mergeContacts(actor, { survivorId: third, mergedId: second });
    engine.startTheRelay();
    const run = await engine.runIn(journeyId, "exited");
    expect(run.contactId).toBe(third);
  });
});
