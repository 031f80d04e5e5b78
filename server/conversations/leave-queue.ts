import type { Conversation, QueueOutcome } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Takes a conversation out of the queue it waits in, if it does. */
export async function leaveQueue(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  outcome: QueueOutcome,
): Promise<void> {
  const entry = await tx.queueEntry.findFirst({ where: { conversationId: conversation.id, leftAt: null } });
  if (!entry) return;
  const leftAt = new Date();
  await tx.queueEntry.update({ where: { id: entry.id }, data: { leftAt, outcome } });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "conversation.dequeued",
    actor,
    occurredAt: leftAt,
    data: { queueId: entry.queueId, outcome, waited: leftAt.getTime() - entry.enteredAt.getTime() },
  });
}
