import type { Conversation } from "#core/api/conversations.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { conversationInclude, toConversations } from "#server/conversations/conversation-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/**
 * One conversation as the API shows it.
 * @throws AppError `not_found` when there is none or the actor may not see it
 */
export async function getConversation(actor: Actor, id: string): Promise<Conversation> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => {
    const row = await tx.conversation.findFirst({
      where: { AND: [{ id }, conversationFilter(actor)] },
      include: conversationInclude,
    });
    const [conversation] = row ? await toConversations(tx, actor, [row]) : [];
    if (!conversation) throw new AppError("not_found", "There is no such conversation.");
    return conversation;
  });
}

/** Throws `not_found` unless the actor may see the conversation. Before reading or changing any part of it. */
export async function requireConversation(tx: Transaction, actor: Actor, id: string): Promise<void> {
  authorize(actor, "conversations.view");
  const count = await tx.conversation.count({ where: { AND: [{ id }, conversationFilter(actor)] } });
  if (count === 0) throw new AppError("not_found", "There is no such conversation.");
}
