import type { ScheduleActivities } from "#core/schedules/schedule.ts";
import { startScheduled } from "#server/schedules/start-scheduled.ts";

/** What the workflow of a schedule does through Postgres, as a worker registers it. */
export function createScheduleActivities(): ScheduleActivities {
  return { startScheduled };
}
