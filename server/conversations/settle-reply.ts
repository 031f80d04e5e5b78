import { afterReply } from "#core/conversation/lifecycle.ts";
import type { Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { isResolvedSince } from "#server/conversations/resolved-since.ts";
import type { Transaction } from "#server/platform/database.ts";

/**
 * What follows from an outbound message once a provider has it: only then was the customer answered. The caller
 * holds the conversation fast.
 */
export async function settleReply(tx: Transaction, actor: Actor, message: Message, at: Date): Promise<void> {
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: message.conversationId } });
  const by = message.authorKind === "agent" ? "human" : "bot";
  const now = readLifecycle(conversation);
  const written = (message.content as { writtenAt?: string } | null)?.writtenAt;
  const staysAway = isResolvedSince(conversation, written ? new Date(written) : null);
  const change = afterReply(staysAway ? { ...now, status: "in_progress" } : now, {
    at,
    by,
    answers: message.answers,
  });
  const userId = by === "human" ? message.authorId : null;
  await applyChange(tx, actor, conversation, change, {
    at,
    event: { messageId: message.id, sessionId: message.sessionId, userId, runId: message.runId },
  });
}
