import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { claim } from "#server/conversations/take-over.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Takes a conversation for oneself. One that a colleague has may only be taken by who may manage; claiming one's
 * own changes nothing.
 * @throws AppError not_found, forbidden, conflict
 */
export async function claimConversation(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can claim a conversation");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    if (conversation.assigneeId === actor.userId && conversation.handler === "human") return;
    if (conversation.assigneeId && conversation.assigneeId !== actor.userId) {
      if (actor.role === "agent") throw new AppError("conflict", "A colleague has this conversation");
      authorize(actor, "conversations.manage");
    }
    await claim(tx, actor, conversation);
  });
}
