import { DateTime } from "luxon";
import type { Transaction } from "#server/platform/database.ts";
import { armDeadline } from "#server/relay/arm-deadline.ts";

/** On the clock of the workspace. */
const HOUR_OF_REVIEW = 8;

/** Sets the next review for the coming Monday morning, on the workspace's clock. */
export async function armReview(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  const { timezone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const local = DateTime.fromJSDate(now, { zone: timezone });
  const monday = local.startOf("week").set({ hour: HOUR_OF_REVIEW });
  const dueAt = (monday > local ? monday : monday.plus({ weeks: 1 })).toJSDate();
  const key = `targetReview:${workspaceId}`;
  await armDeadline(tx, { workspaceId, kind: "targetReview", key, dueAt, subjectId: workspaceId });
}
