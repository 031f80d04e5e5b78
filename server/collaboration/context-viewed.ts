import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Records that the asking person had earlier sessions with this contact on their screen. Once per person and cycle of
 * the conversation, which begins when it is opened or reopened. Answers whether it was recorded now.
 * @throws AppError invalid_input for a session that is not one of this contact's earlier ones
 */
export async function recordContextViewed(
  actor: Actor,
  conversationId: string,
  sessionIds: string[],
): Promise<{ recorded: boolean }> {
  authorize(actor, "conversations.reply");
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person views; this is an API key.");
  const { userId } = actor;
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const named = [...new Set(sessionIds)];
    const known = await tx.session.count({
      where: {
        id: { in: named },
        OR: [{ conversationId }, { conversation: { contactId: conversation.contactId } }],
      },
    });
    if (known !== named.length) {
      throw new AppError("invalid_input", "sessionIds: one of them is no session with this contact");
    }
    const last = await tx.event.findFirst({
      where: {
        conversationId,
        OR: [
          { type: { in: ["conversation.opened", "conversation.reopened"] } },
          { type: "conversation.context_viewed", userId },
        ],
      },
      orderBy: { position: "desc" },
      select: { type: true },
    });
    if (last?.type === "conversation.context_viewed") return { recorded: false };
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "conversation.context_viewed",
      actor,
      userId,
      data: { sessionIds: named },
    });
    return { recorded: true };
  });
}
