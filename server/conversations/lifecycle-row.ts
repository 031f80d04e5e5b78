import type { ConversationStatus, Handler, Lifecycle } from "#core/conversation/lifecycle.ts";

/** What of a conversation's row the lifecycle is made of. */
export interface LifecycleRow {
  status: ConversationStatus;
  handler: Handler;
  quiet: boolean;
  assigneeId: string | null;
  waitingSince: Date | null;
  snoozedUntil: Date | null;
  firstInboundAt: Date | null;
  firstHumanReplyAt: Date | null;
  resolvedAt: Date | null;
  resolvedReason: string | null;
  reopenedCount: number;
}

/** The lifecycle part of a row that may carry more. */
export function readLifecycle(row: LifecycleRow): Lifecycle {
  return {
    status: row.status,
    handler: row.handler,
    quiet: row.quiet,
    assigneeId: row.assigneeId,
    waitingSince: row.waitingSince,
    snoozedUntil: row.snoozedUntil,
    firstInboundAt: row.firstInboundAt,
    firstHumanReplyAt: row.firstHumanReplyAt,
    resolvedAt: row.resolvedAt,
    resolvedReason: row.resolvedReason,
    reopenedCount: row.reopenedCount,
  };
}
