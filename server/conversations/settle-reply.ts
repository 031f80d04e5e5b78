import { afterReply } from "#core/conversation/lifecycle.ts";
import type { Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import type { Transaction } from "#server/platform/database.ts";

/**
 * What follows from an outbound message once a provider has it: only then was the customer answered. The caller
 * holds the conversation fast.
 */
export async function settleReply(tx: Transaction, actor: Actor, message: Message, at: Date): Promise<void> {
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: message.conversationId } });
  const by = message.authorKind === "agent" ? "human" : "bot";
  const change = afterReply(readLifecycle(conversation), { at, by, answers: message.answers });
  const userId = by === "human" ? message.authorId : null;
  await applyChange(tx, actor, conversation, change, {
    at,
    event: { messageId: message.id, sessionId: message.sessionId, userId, runId: message.runId },
  });
}
