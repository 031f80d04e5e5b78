import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";
import { continueAsNew, proxyActivities, workflowInfo } from "@temporalio/workflow";
import type { ScheduleActivities, ScheduleInput } from "#core/schedules/schedule.ts";

const { startScheduled } = proxyActivities<ScheduleActivities>({
  startToCloseTimeout: "5 minutes",
  retry: { initialInterval: "500 milliseconds", maximumInterval: "30 seconds" },
});

const PAGES = 200;
const SCHEDULED_FOR = defineSearchAttributeKey("TemporalScheduledStartTime", SearchAttributeType.DATETIME);

/**
 * One tick of a schedule: starts the journey for everybody in its audience, page by page. Everything is counted by
 * the moment that was due, so a tick that is made up for later, or twice, starts nobody twice.
 */
export async function schedule(input: ScheduleInput): Promise<void> {
  const tick = input.tick ?? dueAt();
  let after = input.after;
  for (let page = 1; page <= PAGES; page++) {
    const { next } = await startScheduled({ ...input, tick, ...(after === undefined ? {} : { after }) });
    if (next === null) return;
    after = next;
  }
  await continueAsNew<typeof schedule>({ ...input, tick, ...(after === undefined ? {} : { after }) });
}

function dueAt(): string {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get(SCHEDULED_FOR) ?? startTime).toISOString();
}
