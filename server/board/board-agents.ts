import type { BoardAgent } from "#core/api/board.ts";
import type { PresenceStatus } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Row {
  id: string;
  name: string;
  status: PresenceStatus;
  reason: string | null;
  since: Date | null;
  open: number;
  waiting: number;
  capacity: number;
}

/** Everybody who answers customers: how they are, and what they have in hand against what they are to have. */
export async function boardAgents(tx: Transaction, workspaceId: string): Promise<BoardAgent[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT u.id, u.name, coalesce(p.status, 'offline') AS status, p.reason, p.since,
      coalesce(w.open, 0) AS open, coalesce(w.waiting, 0) AS waiting,
      coalesce((u.capacity->>'default')::int, 5) AS capacity
    FROM users u LEFT JOIN presence p ON p.user_id = u.id
      LEFT JOIN (
        SELECT assignee_id, count(*)::int AS open, count(waiting_since)::int AS waiting
        FROM conversations
        WHERE workspace_id = ${workspaceId}::uuid AND assignee_id IS NOT NULL AND resolved_at IS NULL
          AND status IN ('new', 'in_progress') AND merged_into_id IS NULL
        GROUP BY assignee_id) w ON w.assignee_id = u.id
    WHERE u.workspace_id = ${workspaceId}::uuid AND u.deactivated_at IS NULL
      AND u.role IN ('agent', 'supervisor', 'admin')
    ORDER BY array_position(ARRAY['online', 'busy', 'away', 'offline'], coalesce(p.status::text, 'offline')),
      u.name, u.id`;
  return rows.map(({ id, name, status, reason, since, open, waiting, capacity }) => ({
    id,
    name,
    presence: { status, reason, since: since?.toISOString() ?? null },
    open,
    waiting,
    capacity,
  }));
}
