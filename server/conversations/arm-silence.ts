import { startWord } from "#core/conversation/occasion.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Something was said, in or out. */
export interface Said {
  workspaceId: string;
  conversationId: string;
  at: Date;
}

/**
 * Arms, for every live journey that a conversation's silence starts, the deadline at which it will have been silent
 * long enough; one that is armed moves. The same message again, or an older one that comes late, moves nothing.
 */
export async function armSilence(tx: Transaction, { workspaceId, conversationId, at }: Said): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO deadlines AS old (id, workspace_id, kind, key, due_at, conversation_id, subject_id, payload)
    SELECT gen_random_uuid(), j.workspace_id, 'silence', concat('silence:', ${conversationId}::text, ':', j.id, ':', n.key),
      ${at}::timestamptz + (n.value #>> '{config,after}')::interval, ${conversationId}::uuid, j.id,
      jsonb_build_object('nodeId', n.key)
    FROM journeys j
    JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
    JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
    CROSS JOIN LATERAL jsonb_each(p.plan -> 'nodes') AS n
    WHERE j.workspace_id = ${workspaceId}::uuid AND j.status = 'live'
      AND p.listens && ARRAY[${startWord("silence")}]
      AND n.value ->> 'type' = 'trigger.conversation' AND n.value #>> '{config,on}' = 'silence'
    ON CONFLICT (workspace_id, key) DO UPDATE SET due_at = excluded.due_at, status = 'pending', attempts = 0,
      claimed_until = NULL, last_error = NULL, done_at = NULL
      WHERE old.due_at < excluded.due_at`;
}
