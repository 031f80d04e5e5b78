import type { Plan } from "#core/journey/plan.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import { templateScope } from "#core/journey/variable-scope.ts";
import type { Facts } from "#core/journey/variables.ts";
import { renderTemplate } from "#core/templates/render-template.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import type { Transaction } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("relay");

/** A journey that starts runs now, for one contact. */
export interface LiveJourney {
  journeyId: string;
  versionId: string;
  planHash: string;
  plan: Plan;
  /** Epoch milliseconds. */
  publishedAt: number;
  reentry: JourneySettings["reentry"];
  concurrencyKey: string;
  /** Whether the re-entry rule lets the contact in. */
  mayEnter: boolean;
}

/**
 * Every live journey of a workspace, with whether this contact may enter it. One that can make no key of the contact
 * is left out, rather than keeping the others from what happened.
 */
export async function readLiveJourneys(
  tx: Transaction,
  workspaceId: string,
  facts: Facts,
  now: number,
): Promise<LiveJourney[]> {
  const rows = await tx.journey.findMany({
    where: { workspaceId, status: "live", liveVersionId: { not: null } },
    select: { id: true, liveVersion: { select: { id: true, planHash: true, publishedAt: true } } },
  });
  const journeys: LiveJourney[] = [];
  for (const { id, liveVersion } of rows) {
    if (!liveVersion) continue;
    const plan = await loadPlan(workspaceId, liveVersion.planHash);
    const concurrencyKey = keyOrNull(plan, facts, now);
    if (concurrencyKey === null) continue;
    journeys.push({
      journeyId: id,
      versionId: liveVersion.id,
      planHash: liveVersion.planHash,
      plan,
      publishedAt: liveVersion.publishedAt.getTime(),
      reentry: plan.settings.reentry,
      concurrencyKey,
      mayEnter: true,
    });
  }
  await findClosed(tx, workspaceId, journeys);
  return journeys;
}

function keyOrNull(plan: Plan, facts: Facts, now: number): string | null {
  try {
    return concurrencyKeyOf(plan, facts, now);
  } catch (error) {
    log.warn({ err: error, journey: plan.key }, "a journey can make no concurrency key and is not started");
    return null;
  }
}

/** What re-entry is counted by for one contact: what the journey makes of its facts, else its id. */
export function concurrencyKeyOf({ settings }: Plan, facts: Facts, now: number): string {
  if (settings.concurrencyKey === undefined) return facts.contact.id;
  const scope = templateScope({ facts, vars: {}, run: null, now });
  const { locale } = facts.contact;
  const zone = facts.workspace.timezone;
  const key = renderTemplate(settings.concurrencyKey, scope, { locale, zone, kind: "text" }).trim();
  return key === "" ? facts.contact.id : key.slice(0, 200);
}

async function findClosed(tx: Transaction, workspaceId: string, journeys: LiveJourney[]): Promise<void> {
  const limited = journeys.filter(({ reentry }) => reentry !== "always");
  if (limited.length === 0) return;
  const entered = await tx.run.groupBy({
    by: ["journeyId", "concurrencyKey"],
    where: {
      workspaceId,
      OR: limited.map(({ journeyId, concurrencyKey, reentry }) => ({
        journeyId,
        concurrencyKey,
        ...(reentry === "afterExit" ? { endedAt: null } : {}),
      })),
    },
  });
  const closed = new Set(entered.map(({ journeyId }) => journeyId));
  for (const journey of limited) journey.mayEnter = !closed.has(journey.journeyId);
}
