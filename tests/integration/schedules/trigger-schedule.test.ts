import { ScheduleNotFoundError } from "@temporalio/client";
import { uuidv7 } from "uuidv7";
import { beforeEach, describe, expect, it } from "vitest";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { createAudience } from "#server/audiences/audiences.ts";
import { createContact } from "#server/contacts/write-contacts.ts";
import {
  archiveJourney,
  pauseJourney,
  resumeJourney,
  rollbackJourney,
} from "#server/journeys/change-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { saveDraft } from "#server/journeys/save-draft.ts";
import { temporalClient } from "#server/platform/temporal.ts";
import { startScheduled } from "#server/schedules/start-scheduled.ts";
import { scheduleIdOf, syncAllSchedules } from "#server/schedules/sync-schedules.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

beforeEach(() => engine.start());

/** An audience of so many contacts of its own. */
async function audienceOf(count: number): Promise<{ key: string; contactIds: string[] }> {
  const { actor } = engine.workspace;
  const key = `a${uuidv7().replaceAll("-", "")}`;
  const condition = { field: "contact.tags", op: "hasAny" as const, value: [key] };
  await createAudience(actor, { key, name: key, condition });
  const contactIds: string[] = [];
  for (let index = 0; index < count; index++) {
    contactIds.push((await createContact(actor, { tags: [key], isTest: false })).id);
  }
  return { key, contactIds };
}

const weekly = (audience: string, cron = "0 9 * * 1", settings: Record<string, unknown> = {}) =>
  drawn(
    `Weekly for ${audience}`,
    {
      weekly: { type: "trigger.schedule", config: { cron, timezone: "Europe/Lisbon", audience } },
      end: { type: "exit", config: { reason: "told" } },
    },
    [["weekly", "next", "end"]],
    settings,
  );

const handleOf = (journeyId: string) =>
  temporalClient().schedule.getHandle(scheduleIdOf(journeyId, "weekly"));

/** What Temporal has of a journey's schedule, once it is so. */
async function schedule(journeyId: string, paused: boolean) {
  return eventually(async () => {
    const description = await handleOf(journeyId).describe();
    if (description.state.paused !== paused) throw new Error(`paused is ${description.state.paused}`);
    return description;
  });
}

async function gone(journeyId: string): Promise<void> {
  await eventually(() => expect(handleOf(journeyId).describe()).rejects.toThrow(ScheduleNotFoundError));
}

describe("trigger.schedule", () => {
  it("starts everybody in the audience at a tick, once each, and others not", async () => {
    const { key, contactIds } = await audienceOf(3);
    const journeyId = await engine.publish(weekly(key));
    await schedule(journeyId, false);
    await handleOf(journeyId).trigger();
    await eventually(async () => {
      const runs = await engine.runs(journeyId);
      expect(runs.map(({ contactId, status }) => `${contactId} ${status}`).sort()).toEqual(
        contactIds.map((id) => `${id} exited`).sort(),
      );
    });
  });

  it("starts nobody twice by one tick, and everybody again by the next", async () => {
    const { key } = await audienceOf(2);
    const journeyId = await engine.publish(weekly(key));
    const reference = { workspaceId: engine.workspace.id, journeyId, nodeId: "weekly" };
    const runsAfter = async (tick: string) => {
      await startScheduled({ ...reference, tick });
      return eventually(async () => {
        const runs = await engine.runs(journeyId);
        if (runs.some(({ status }) => status !== "exited")) throw new Error("Not all have ended");
        return runs.length;
      });
    };
    expect(await runsAfter("2026-05-04T08:00:00.000Z")).toBe(2);
    expect(await runsAfter("2026-05-04T08:00:00.000Z")).toBe(2);
    expect(await runsAfter("2026-05-11T08:00:00.000Z")).toBe(4);
  });

  it("carries somebody who is found only when a page of a tick is started again", async () => {
    const { key } = await audienceOf(1);
    const journeyId = await engine.publish(weekly(key));
    const tick = "2026-05-04T08:00:00.000Z";
    const reference = { workspaceId: engine.workspace.id, journeyId, nodeId: "weekly", tick };
    const exited = async (count: number) =>
      eventually(async () => {
        const runs = await engine.runs(journeyId);
        expect(runs.map(({ status }) => status)).toEqual(Array(count).fill("exited"));
      });
    await startScheduled(reference);
    await exited(1);
    await createContact(engine.workspace.actor, { tags: [key], isTest: false });
    await startScheduled(reference);
    await exited(2);
  });

  it("follows its journey: made, changed, paused, resumed, rolled back and taken away", async () => {
    const { actor } = engine.workspace;
    const { key } = await audienceOf(0);
    const journeyId = await engine.publish(weekly(key));
    const made = await schedule(journeyId, false);
    expect(made.policies.catchupWindow).toBe(12 * 3_600_000);
    expect(made.spec.timezone).toBe("Europe/Lisbon");
    expect(made.spec.calendars?.[0]).toMatchObject({
      dayOfWeek: [{ start: "MONDAY" }],
      hour: [{ start: 9 }],
    });

    const document = journeyDocumentSchema.parse(weekly(key, "30 17 * * 5"));
    await saveDraft(actor, journeyId, document);
    await publishJourney(actor, journeyId);
    const hours = async () => (await handleOf(journeyId).describe()).spec.calendars?.[0]?.hour?.[0]?.start;
    await eventually(async () => expect(await hours()).toBe(17));
    await rollbackJourney(actor, journeyId);
    await eventually(async () => expect(await hours()).toBe(9));

    await pauseJourney(actor, journeyId);
    await schedule(journeyId, true);
    await resumeJourney(actor, journeyId);
    await schedule(journeyId, false);
    await archiveJourney(actor, journeyId);
    await gone(journeyId);
  });

  it("is put right when a worker starts", async () => {
    const { key } = await audienceOf(0);
    const journeyId = await engine.publish(weekly(key));
    await schedule(journeyId, false);
    await handleOf(journeyId).delete();
    await syncAllSchedules();
    await schedule(journeyId, false);
    await syncAllSchedules();
    await schedule(journeyId, false);
  });

  it("starts nobody for a journey that is not live", async () => {
    const { key } = await audienceOf(1);
    const journeyId = await engine.publish(weekly(key));
    await pauseJourney(engine.workspace.actor, journeyId);
    const reference = { workspaceId: engine.workspace.id, journeyId, nodeId: "weekly" };
    await startScheduled({ ...reference, tick: "2026-05-04T08:00:00.000Z" });
    expect(await engine.runs(journeyId)).toEqual([]);
  });
});
