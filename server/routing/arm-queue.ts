import { uuidv7 } from "uuidv7";
import type { Transaction } from "#server/platform/database.ts";

/**
 * Has the queues of a workspace looked at again by a moment: one deadline for all of them, at the earliest that
 * anybody asked for. While they are being looked at it is done once more, since that may have been too early.
 */
export async function armQueue(tx: Transaction, workspaceId: string, dueAt: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO deadlines (id, workspace_id, kind, key, due_at, status)
    VALUES (${uuidv7()}::uuid, ${workspaceId}::uuid, 'queue', 'queue', ${dueAt}, 'pending')
    ON CONFLICT (workspace_id, key) DO UPDATE SET
      due_at = CASE WHEN deadlines.status <> 'pending' THEN excluded.due_at
        WHEN deadlines.claimed_until IS NULL THEN least(deadlines.due_at, excluded.due_at)
        ELSE least(deadlines.due_at + interval '1 millisecond', excluded.due_at) END,
      status = 'pending', claimed_until = NULL, attempts = 0`;
}

/** The same, for who has just looked at all of them: what was due until then is done. */
export async function rearmQueue(tx: Transaction, workspaceId: string, dueAt: Date): Promise<void> {
  await tx.deadline.updateMany({
    where: { workspaceId, key: "queue", status: "pending", claimedUntil: { not: null } },
    data: { dueAt, claimedUntil: null, attempts: 0 },
  });
  await armQueue(tx, workspaceId, dueAt);
}
