import type { ConversationStatus } from "#core/conversation/lifecycle.ts";
import { type Whereabouts, whereaboutsOf } from "#core/conversation/whereabouts.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Messages on their way to whoever takes them are no news for this long, in milliseconds. */
export const GRACE = 30_000;

/** Conversations that wait since before a time while nobody has them, the longest waiting first. */
export async function findMissed(tx: Transaction, before: Date, most: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT conversation_id AS id FROM missed_conversations(${before}::timestamptz, ${most}::int)`;
  return rows.map(({ id }) => id);
}

interface SituationRow {
  status: ConversationStatus;
  isMerged: boolean;
  waits: boolean;
  owner: "none" | "active" | "deactivated";
  isQueued: boolean;
  isOffered: boolean;
  isInJourney: boolean;
  isArriving: boolean;
}

/** Who or what has one conversation now; null where there is no such conversation. */
export async function findWhereabouts(tx: Transaction, conversationId: string): Promise<Whereabouts | null> {
  const [row] = await tx.$queryRaw<SituationRow[]>`
    SELECT c.status::text AS status, c.merged_into_id IS NOT NULL AS "isMerged",
      c.waiting_since IS NOT NULL AS waits,
      CASE WHEN c.assignee_id IS NULL THEN 'none'
        WHEN EXISTS (SELECT FROM users u WHERE u.workspace_id = c.workspace_id AND u.id = c.assignee_id
          AND u.deactivated_at IS NULL) THEN 'active'
        ELSE 'deactivated' END AS owner,
      EXISTS (SELECT FROM queue_entries q WHERE q.conversation_id = c.id AND q.left_at IS NULL) AS "isQueued",
      EXISTS (SELECT FROM offers o WHERE o.conversation_id = c.id AND o.outcome IS NULL) AS "isOffered",
      EXISTS (SELECT FROM runs r
        WHERE r.workspace_id = c.workspace_id AND r.conversation_id = c.id AND r.ended_at IS NULL
          AND r.status <> 'held' AND (r.floor OR EXISTS (SELECT FROM events e
            WHERE e.conversation_id = c.id AND e.run_id = r.id AND e.type = 'message.taken'
              AND e.occurred_at >= c.waiting_since))) AS "isInJourney",
      EXISTS (SELECT FROM outbox b WHERE b.workspace_id = c.workspace_id AND b.ordering_key = c.id::text
        AND b.status = 'pending') AS "isArriving"
    FROM conversations c WHERE c.id = ${conversationId}::uuid`;
  return row ? whereaboutsOf(row) : null;
}
