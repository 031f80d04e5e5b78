import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { answerVisit } from "#server/journeys/answer-visit.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { AwaitingRun } from "#server/routing/answer-runs.ts";

/**
 * Runs that handed a conversation over and wait until the person is through. That person is not somebody who
 * breaks in: such a run is not held by what they write. For who holds the conversation.
 */
export function findHandedOverRuns(tx: Transaction, conversationId: string): Promise<AwaitingRun[]> {
  return tx.$queryRaw<AwaitingRun[]>`
    SELECT DISTINCT d.run_id AS "runId", d.effect_key AS "effectKey"
    FROM routing_decisions d JOIN runs r ON r.workspace_id = d.workspace_id AND r.id = d.run_id
    WHERE d.conversation_id = ${conversationId}::uuid AND d.inputs ->> 'awaitsReturn' = 'true'
      AND r.ended_at IS NULL AND d.effect_key = r.id || ':' || (r.state #>> '{position,visit}')`;
}

/** The person is through: tells the runs that handed the conversation over. */
export async function returnRuns(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  by: "release" | "resolve" | "spam",
): Promise<void> {
  const at = new Date();
  const { workspaceId, assignedAt } = conversation;
  for (const { runId, effectKey } of await findHandedOverRuns(tx, conversation.id)) {
    const elapsed = assignedAt ? at.getTime() - assignedAt.getTime() : 0;
    const eventId = await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "handoff.returned",
      actor,
      occurredAt: at,
      runId,
      data: { effectKey, by, elapsed },
    });
    await answerVisit(tx, { workspaceId, effectKey, eventId, at: at.getTime() });
  }
}
