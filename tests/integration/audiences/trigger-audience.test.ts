import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Condition } from "#core/conditions/condition.ts";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { archiveAudience, createAudience, patchAudience } from "#server/audiences/audiences.ts";
import { checkContact } from "#server/audiences/check-contact.ts";
import { withMembersPrepared } from "#server/audiences/prepared-members.ts";
import { mergeContacts } from "#server/contacts/merge-contacts.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { createContact, patchContact } from "#server/contacts/write-contacts.ts";
import { pauseJourney, resumeJourney } from "#server/journeys/change-journey.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();
let deadlines: RunningQueue | undefined;

beforeEach(() => engine.start());
afterEach(async () => {
  await deadlines?.stop();
  deadlines = undefined;
});

const gold: Condition = { field: "contact.tier", op: "eq", value: "gold" };

async function audienceOf(condition: Condition) {
  const { actor } = engine.workspace;
  const key = `a${uuidv7().replaceAll("-", "")}`;
  return createAudience(actor, { key, name: key, condition });
}

/** A journey with one end for each direction in which an audience is crossed. */
function drawing(audience: string, settings: Record<string, unknown> = {}) {
  return drawn(
    `Crossings of ${audience}`,
    {
      entered: { type: "trigger.audience", config: { audience, on: "entered" } },
      left: { type: "trigger.audience", config: { audience, on: "left" } },
      in: { type: "exit", config: { reason: "in" } },
      out: { type: "exit", config: { reason: "out" } },
    },
    [
      ["entered", "next", "in"],
      ["left", "next", "out"],
    ],
    { reentry: "always", ...settings },
  );
}

function journeyOn(audience: string, settings: Record<string, unknown> = {}) {
  return engine.publish(drawing(audience, settings));
}

function makeContact(fields: Record<string, unknown> = {}) {
  return createContact(engine.workspace.actor, { isTest: false, ...fields } as never);
}

/** How the runs of a journey for a contact began, once there are so many and nothing is left to do. */
async function crossings(journeyId: string, contactId: string, count: number): Promise<string[]> {
  return eventually(async () => {
    const runs = (await engine.runs(journeyId)).filter((run) => run.contactId === contactId);
    const open = await transact(engine.workspace.actor, (tx) =>
      tx.outboxEntry.count({ where: { status: "pending", topic: { startsWith: "audience." } } }),
    );
    if (open > 0 || runs.length !== count) throw new Error(`There are ${runs.length} runs, ${open} to do`);
    if (runs.some(({ status }) => status !== "exited")) throw new Error("Not all have ended");
    return runs.map(({ steps }) => steps[0]?.nodeId ?? "");
  });
}

describe("trigger.audience", () => {
  it("asks before the publishing who is in, where that takes long, and misses nobody who enters meanwhile", async () => {
    const { actor, id: workspaceId } = engine.workspace;
    // Only the application can ask for a pattern.
    const audience = await audienceOf({ field: "contact.firstName", op: "matches", value: "^An+a$" });
    const before = await makeContact({ firstName: "Anna" });
    const contact = await makeContact({ firstName: "Rui" });
    const { id } = await createJourney(actor, journeyDocumentSchema.parse(drawing(audience.key)));
    await withMembersPrepared(workspaceId, id, async () => {
      await patchContact(actor, contact.id, { firstName: "Anna" });
      await publishJourney(actor, id);
    });
    expect(await crossings(id, contact.id, 1)).toEqual(["entered"]);
    expect(await crossings(id, before.id, 0)).toEqual([]);
  });

  it("starts once for each crossing, and not for those who were in before", async () => {
    const { actor } = engine.workspace;
    const audience = await audienceOf(gold);
    const before = await makeContact({ tier: "gold" });
    const contact = await makeContact({ tier: "silver" });
    const journeyId = await journeyOn(audience.key);
    await patchContact(actor, contact.id, { tier: " GOLD" });
    expect(await crossings(journeyId, contact.id, 1)).toEqual(["entered"]);
    await patchContact(actor, contact.id, { firstName: "Rui" });
    await patchContact(actor, before.id, { firstName: "Ana" });
    await patchContact(actor, contact.id, { tier: null });
    expect((await crossings(journeyId, contact.id, 2)).sort()).toEqual(["entered", "left"]);
    expect(await crossings(journeyId, before.id, 0)).toEqual([]);
    await checkContact(actor.workspaceId, contact.id);
    expect(await crossings(journeyId, contact.id, 2)).toHaveLength(2);
  });

  it("sees contacts that are made, events that are counted and consents", async () => {
    const { actor } = engine.workspace;
    const audience = await audienceOf({
      any: [gold, { field: "events.visit.count", op: "gte", value: 2 }],
    });
    const journeyId = await journeyOn(audience.key);
    const made = await makeContact({ tier: "gold" });
    expect(await crossings(journeyId, made.id, 1)).toEqual(["entered"]);
    const visitor = await makeContact({ email: `${uuidv7()}@example.com` });
    const report = () => reportEvent(actor, { name: "visit", contact: { id: visitor.id } });
    await report();
    expect(await crossings(journeyId, visitor.id, 0)).toEqual([]);
    await report();
    await report();
    expect(await crossings(journeyId, visitor.id, 1)).toEqual(["entered"]);
  });

  it("starts when time alone takes somebody in and out again", async () => {
    deadlines = startDeadlines(deadlineHandlers);
    const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const audience = await audienceOf({
      field: "contact.attributes.renewal",
      op: "withinNext",
      within: "PT2S",
    });
    const early = await makeContact({ attributes: { renewal: soon(4) } });
    const journeyId = await journeyOn(audience.key);
    const later = await makeContact({ attributes: { renewal: soon(4) } });
    for (const { id } of [early, later]) {
      expect((await crossings(journeyId, id, 2)).sort()).toEqual(["entered", "left"]);
    }
  });

  it("lets nobody enter or leave by a pause or by new words for the audience", async () => {
    const { actor } = engine.workspace;
    const audience = await audienceOf(gold);
    const journeyId = await journeyOn(audience.key);
    const contact = await makeContact({ tier: "silver" });
    await patchAudience(actor, audience.id, {
      condition: { field: "contact.tier", op: "in", value: ["silver", "gold"] },
    });
    await pauseJourney(actor, journeyId);
    expect(
      await transact(actor, (tx) => tx.audienceMember.count({ where: { audienceId: audience.id } })),
    ).toBe(0);
    const paused = await makeContact({ tier: "gold" });
    await resumeJourney(actor, journeyId);
    await patchContact(actor, paused.id, { firstName: "Eva" });
    await patchContact(actor, contact.id, { firstName: "Rui" });
    expect(await crossings(journeyId, contact.id, 0)).toEqual([]);
    expect(await crossings(journeyId, paused.id, 0)).toEqual([]);
    await expect(archiveAudience(actor, audience.id)).rejects.toThrow(/pause or change/);
  });

  it("takes a merged contact's place over, so that the same person enters once", async () => {
    const { actor } = engine.workspace;
    const audience = await audienceOf(gold);
    const journeyId = await journeyOn(audience.key);
    const member = await makeContact({ tier: "gold" });
    expect(await crossings(journeyId, member.id, 1)).toEqual(["entered"]);
    const survivor = await makeContact({ name: "Rui" });
    await mergeContacts(actor, { survivorId: survivor.id, mergedId: member.id });
    await eventually(async () => {
      const members = await transact(actor, (tx) =>
        tx.audienceMember.findMany({
          where: { audienceId: audience.id, contactId: { in: [member.id, survivor.id] } },
        }),
      );
      expect(members.map(({ contactId }) => contactId)).toEqual([survivor.id]);
    });
  });
});
