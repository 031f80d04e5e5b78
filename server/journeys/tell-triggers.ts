import { occasionOf, startWord } from "#core/conversation/occasion.ts";
import type { LoggedEvent } from "#server/journeys/tell-runs.ts";
import type { Transaction } from "#server/platform/database.ts";

/**
 * Promises, in the caller's transaction, to start what changes of conversations start: for each event that some live
 * journey of the workspace has a trigger for.
 */
export async function tellTriggers(tx: Transaction, events: readonly LoggedEvent[]): Promise<void> {
  for (const { id, type, workspaceId, conversationId } of events) {
    const occasion = occasionOf(type);
    if (!occasion || !conversationId) continue;
    await tx.$executeRaw`
      INSERT INTO outbox (id, workspace_id, topic, ordering_key, payload)
      SELECT gen_random_uuid(), ${workspaceId}::uuid, 'conversation.changed', ${conversationId}::text,
        jsonb_build_object('eventId', ${id}::text)
      WHERE EXISTS (SELECT FROM journeys j
        JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
        JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
        WHERE j.workspace_id = ${workspaceId}::uuid AND j.status = 'live'
          AND p.listens && ARRAY[${startWord(occasion)}])`;
  }
}
