import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { answerVisit } from "#server/journeys/answer-visit.ts";
import type { Transaction } from "#server/platform/database.ts";

/** A run that asked for somebody, and is still at the node that did. */
export interface AwaitingRun {
  runId: string;
  effectKey: string;
}

/** With since when it has waited, and whether it hands the conversation over. */
interface Asker extends AwaitingRun {
  since: Date;
  handsOver: boolean;
}

/** Runs that wait for routing to find somebody for a conversation. For who holds the conversation. */
export function findAwaitingRuns(tx: Transaction, conversationId: string): Promise<Asker[]> {
  return tx.$queryRaw<Asker[]>`
    SELECT d.run_id AS "runId", d.effect_key AS "effectKey", d.decided_at AS since,
      coalesce(d.inputs ->> 'handsOver' = 'true', false) AS "handsOver"
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
  for (const { runId, effectKey, since, handsOver } of await findAwaitingRuns(tx, conversation.id)) {
    if (handsOver && outlet === "assigned") {
      const data = { effectKey, waited: at - since.getTime() };
      await appendEvent(tx, {
        ...aboutConversation(conversation),
        type: "handoff.accepted",
        actor,
        runId,
        data,
      });
    }
    const id = await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "routing.answered",
      actor,
      runId,
      data: { effectKey, outlet },
    });
    await answerVisit(tx, { workspaceId: conversation.workspaceId, effectKey, eventId: id, at });
  }
}
