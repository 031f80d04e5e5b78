import { createCarry } from "#activities/carry.ts";
import { customActivities } from "#activities/custom/registry.ts";
import type { DefinedActivity } from "#activities/define-activity.ts";
import { createPerform } from "#activities/perform.ts";
import type { Performers } from "#activities/performer.ts";
import type { JourneyActivities } from "#core/journey/wake.ts";
import { parkRun } from "#server/journeys/park-run.ts";

/** The engine's activities, as a worker registers them. */
export function createJourneyActivities(
  performers: Performers,
  custom: readonly DefinedActivity[] = customActivities,
): JourneyActivities {
  return {
    carry: createCarry(performers),
    perform: createPerform(custom),
    park: ({ workspaceId, runId, reason }) => parkRun(workspaceId, runId, reason),
  };
}
