import { createCarry } from "#activities/carry.ts";
import { createPerform } from "#activities/perform.ts";
import type { Performers } from "#activities/performer.ts";
import type { SlowPerformers } from "#activities/slow-performer.ts";
import { slowPerformers } from "#activities/slow-performers.ts";
import type { JourneyActivities } from "#core/journey/wake.ts";
import { parkRun } from "#server/journeys/park-run.ts";

/** The engine's activities, as a worker registers them. */
export function createJourneyActivities(
  performers: Performers,
  slow: SlowPerformers = slowPerformers,
): JourneyActivities {
  return {
    carry: createCarry(performers),
    perform: createPerform(slow),
    park: parkRun,
  };
}
