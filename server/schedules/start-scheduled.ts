import { uuidv7 } from "uuidv7";
import type { Plan } from "#core/journey/plan.ts";
import { MOST_IN_COHORT } from "#core/journey/wake.ts";
import type { ScheduleInput } from "#core/schedules/schedule.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { conditionOf } from "#server/audiences/audiences.ts";
import { loadContactFacts } from "#server/audiences/load-contact-facts.ts";
import { pageAudience } from "#server/audiences/page-audience.ts";
import { type CohortContact, createCohort } from "#server/journeys/create-cohort.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { concurrencyKeyOf } from "#server/relay/live-journeys.ts";

const log = loggerFor("schedules");

/**
 * Starts a scheduled journey for one page of its audience, as a cohort. The same tick again starts nobody twice. A
 * journey that is not live any more, or has lost this trigger, starts nobody.
 */
export async function startScheduled(
  input: ScheduleInput & { tick: string },
): Promise<{ next: string | null }> {
  const { workspaceId, journeyId, nodeId, tick, after } = input;
  const actor = systemActor(workspaceId, "schedules");
  const live = await findLive(actor, journeyId);
  if (!live) return { next: null };
  const plan = await loadPlan(workspaceId, live.planHash);
  const trigger = plan.nodes[nodeId];
  if (trigger?.type !== "trigger.schedule") return { next: null };
  // Parsed by compile with the node's own schema.
  const { audience: key } = trigger.config as unknown as { audience: string };
  const audience = await transact(actor, (tx) => tx.audience.findFirst({ where: { key, archivedAt: null } }));
  if (!audience) {
    log.warn({ workspaceId, journeyId, nodeId, tick }, "a schedule's audience is not there any more");
    return { next: null };
  }
  const page = await pageAudience(actor, conditionOf(audience), {
    limit: MOST_IN_COHORT,
    // Who belongs to it when the tick was due; also when it is made up for later.
    now: Date.parse(tick),
    ...(after === undefined ? {} : { after }),
  });
  if (page.contactIds.length > 0) {
    const contacts = await withKeys(workspaceId, plan, page.contactIds);
    const source = `schedule:${journeyId}:${tick}`;
    // A page that is started again may find somebody new, whose workflow must not be one that runs already.
    const cohortId = uuidv7();
    const cohort = { workspaceId, journeyId, cohortId, source, triggerNodeId: nodeId };
    await transact(actor, (tx) =>
      createCohort(tx, { ...cohort, ...live, reentry: plan.settings.reentry }, contacts),
    );
  }
  return { next: page.next };
}

async function findLive(
  actor: SystemActor,
  journeyId: string,
): Promise<{ versionId: string; planHash: string } | null> {
  const journey = await transact(actor, (tx) =>
    tx.journey.findFirst({
      where: { id: journeyId, status: "live" },
      select: { liveVersion: { select: { id: true, planHash: true } } },
    }),
  );
  const version = journey?.liveVersion;
  return version ? { versionId: version.id, planHash: version.planHash } : null;
}

/** Each contact with what its runs are counted for re-entry by; those for whom that cannot be made are left out. */
async function withKeys(workspaceId: string, plan: Plan, contactIds: string[]): Promise<CohortContact[]> {
  if (plan.settings.concurrencyKey === undefined) return contactIds.map((contactId) => ({ contactId }));
  const all = await loadContactFacts(workspaceId, contactIds);
  return all.flatMap((facts) => {
    const contactId = facts.contact.id;
    try {
      return [{ contactId, concurrencyKey: concurrencyKeyOf(plan, facts, Date.now()) }];
    } catch (error) {
      log.warn({ err: error, workspaceId, contactId }, "a contact has no concurrency key and is not started");
      return [];
    }
  });
}
