import { createHash } from "node:crypto";
import {
  ScheduleAlreadyRunning,
  type ScheduleHandle,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleSpec,
} from "@temporalio/client";
import { eitherDay } from "#core/journey/cron.ts";
import { CATCH_UP, SCHEDULE_WORKFLOW, type ScheduleInput } from "#core/schedules/schedule.ts";
import { systemActor } from "#server/access/actor.ts";
import { listWorkspaces } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";

const log = loggerFor("schedules");

interface ScheduleNode {
  journeyId: string;
  nodeId: string;
  status: "draft" | "live" | "paused" | "archived";
  /** Of the live version; null where only an earlier one has this trigger. */
  config: { cron: string; timezone: string } | null;
}

/** Of the schedule of one trigger. A node's id may be longer than Temporal's ids, so it is digested. */
export function scheduleIdOf(journeyId: string, nodeId: string): string {
  return `journey-schedule-${journeyId}-${createHash("sha256").update(nodeId).digest("hex").slice(0, 16)}`;
}

/** Makes the schedules in Temporal what a journey's live version and status say. Safe to repeat. */
export async function syncSchedules(workspaceId: string, journeyId?: string): Promise<void> {
  for (const node of await scheduleNodes(workspaceId, journeyId)) {
    const handle = temporalClient().schedule.getHandle(scheduleIdOf(node.journeyId, node.nodeId));
    if (!node.config || node.status === "archived" || node.status === "draft") await remove(handle);
    else await ensure(handle, workspaceId, node, node.config);
  }
}

/** The same for every journey there is, as when a worker starts: what was missed meanwhile is put right. */
export async function syncAllSchedules(): Promise<void> {
  try {
    for (const { workspaceId } of await listWorkspaces()) await syncSchedules(workspaceId);
  } catch (error) {
    log.error({ err: error }, "schedules could not be put right; they are again at the next start");
  }
}

/** Every schedule trigger that any version of a journey has or had. */
async function scheduleNodes(workspaceId: string, journeyId: string | undefined): Promise<ScheduleNode[]> {
  return transact(
    systemActor(workspaceId, "schedules"),
    (tx) => tx.$queryRaw<ScheduleNode[]>`
      SELECT j.id AS "journeyId", node.key AS "nodeId", j.status::text AS status,
        (array_agg(node.value -> 'config') FILTER (WHERE v.id = j.live_version_id))[1] AS config
      FROM journeys j
      JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.journey_id = j.id
      JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
      CROSS JOIN jsonb_each(p.plan -> 'nodes') AS node
      WHERE j.workspace_id = ${workspaceId}::uuid AND node.value ->> 'type' = 'trigger.schedule'
        AND (${journeyId ?? null}::uuid IS NULL OR j.id = ${journeyId ?? null}::uuid)
      GROUP BY j.id, node.key, j.status`,
  );
}

async function remove(handle: ScheduleHandle): Promise<void> {
  try {
    await handle.delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

async function ensure(
  handle: ScheduleHandle,
  workspaceId: string,
  { journeyId, nodeId, status }: ScheduleNode,
  { cron, timezone }: { cron: string; timezone: string },
): Promise<void> {
  const input: ScheduleInput = { workspaceId, journeyId, nodeId };
  const spec: ScheduleSpec = { cronExpressions: eitherDay(cron), timezone };
  const action = {
    type: "startWorkflow" as const,
    workflowType: SCHEDULE_WORKFLOW,
    workflowId: handle.scheduleId,
    taskQueue: taskQueue(),
    args: [input],
    // One that cannot come to its end must not hold up the ticks after it for ever.
    workflowExecutionTimeout: "1 day",
  };
  // One tick after the other, each of them: they are counted by their own time.
  const policies = { catchupWindow: CATCH_UP, overlap: ScheduleOverlapPolicy.BUFFER_ALL } as const;
  const state = { paused: status === "paused", note: status === "paused" ? "The journey is paused" : "" };
  try {
    await temporalClient().schedule.create({ scheduleId: handle.scheduleId, spec, action, policies, state });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update(() => ({ spec, action, policies, state }));
  }
}
