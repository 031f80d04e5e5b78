import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { createCohort } from "#server/journeys/create-cohort.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";

const engine = engineForTests();

const counts = (path: string) => ({
  type: "update",
  config: { changes: [{ path, op: "increment", value: 1 }] },
});

/** Counts each contact before and after a wait. */
const counting = (name: string) =>
  drawn(
    name,
    {
      start: { type: "trigger.event", config: { event: "never" } },
      count: counts("contact.attributes.times"),
      wait: { type: "wait", config: { for: "PT1S" } },
      again: counts("contact.attributes.times"),
    },
    [
      ["start", "next", "count"],
      ["count", "next", "wait"],
      ["wait", "next", "again"],
    ],
  );

async function startCohort(journeyId: string, size: number) {
  const { id: workspaceId, actor } = engine.workspace;
  const contacts = Array.from({ length: size }, () => ({ contactId: uuidv7() }));
  return transact(actor, async (tx) => {
    await tx.contact.createMany({ data: contacts.map(({ contactId }) => ({ id: contactId, workspaceId })) });
    const { id: versionId, planHash } = await tx.journeyVersion.findFirstOrThrow({ where: { journeyId } });
    const journey = { journeyId, versionId, planHash, triggerNodeId: "start", reentry: "always" as const };
    const cohort = { workspaceId, cohortId: uuidv7(), source: "test", ...journey };
    const { runIds } = await createCohort(tx, cohort, contacts);
    return { runIds, contacts };
  });
}

/** The runs of a journey, once so many have completed. */
const untilCompleted = (journeyId: string, count: number) =>
  eventually(async () => {
    const found = await engine.runs(journeyId);
    expect(found.filter(({ status }) => status === "completed")).toHaveLength(count);
    return found;
  });

describe("a cohort", () => {
  test("carries its runs side by side, and parks the one that cannot be carried", async () => {
    const journeyId = await engine.publish(counting("Cohort"));
    const { runIds } = await startCohort(journeyId, 60);
    await transact(engine.workspace.actor, (tx) =>
      tx.run.update({ where: { id: runIds[7] ?? "" }, data: { state: { rubbish: true } } }),
    );
    await engine.start();
    const runs = await untilCompleted(journeyId, 59);
    expect(runs.find(({ status }) => status === "stuck")?.id).toBe(runIds[7]);
    const contacts = await transact(engine.workspace.actor, (tx) =>
      tx.contact.findMany({ where: { runs: { some: { journeyId, status: "completed" } } } }),
    );
    expect(contacts.every(({ attributes }) => (attributes as { times: number }).times === 2)).toBe(true);
  });

  test("goes on without a slow run, which is carried on when it is through, and not twice", async () => {
    const journeyId = await engine.publish(counting("Slow one"));
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { contacts } = await startCohort(journeyId, 20);
    const slowContact = contacts[5]?.contactId;
    let asked = 0;
    await engine.startWorker(
      createJourneyActivities({
        ...performers,
        update: async (request) => {
          if (request.contactId === slowContact) {
            asked += 1;
            if (asked === 1) await slow;
          }
          return performers.update(request);
        },
      }),
    );
    engine.startTheRelay();
    const runs = await untilCompleted(journeyId, 19);
    expect(runs.find(({ contactId }) => contactId === slowContact)?.status).toBe("running");
    release();
    await untilCompleted(journeyId, 20);
    expect(asked).toBe(2);
  });
});
