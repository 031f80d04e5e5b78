import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { aboutConversation } from "#server/conversations/apply-change.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** A run that asked for somebody, and is still at the node that did. */
export interface AwaitingRun {
  runId: string;
  effectKey: string;
}

/** Runs that wait for routing to find somebody for a conversation. For who holds the conversation. */
export function findAwaitingRuns(tx: Transaction, conversationId: string): Promise<AwaitingRun[]> {
  return tx.$queryRaw<AwaitingRun[]>`
    SELECT d.run_id AS "runId", d.effect_key AS "effectKey"
    FROM routing_decisions d JOIN runs r ON r.workspace_id = d.workspace_id AND r.id = d.run_id
    WHERE d.conversation_id = ${conversationId}::uuid AND d.inputs ->> 'waitsFor' IS NOT NULL
      AND r.ended_at IS NULL AND d.effect_key = r.id || ':' || (r.state #>> '{position,visit}')`;
}

/**
 * Tells the runs that wait for routing what came of it. Written to the outbox in the caller's transaction: a run
 * that is only just coming to rest is told after that.
 */
export async function answerRuns(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  outlet: "assigned" | "nobody" | "declined",
): Promise<void> {
  const at = Date.now();
  for (const { runId, effectKey } of await findAwaitingRuns(tx, conversation.id)) {
    const id = await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "routing.answered",
      actor,
      runId,
      data: { effectKey, outlet },
    });
    await writeOutbox(tx, {
      workspaceId: conversation.workspaceId,
      topic: "run.signal",
      orderingKey: conversation.id,
      payload: { runId, event: { kind: "happening", id, at } },
    });
  }
}
