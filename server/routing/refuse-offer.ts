import { AppError } from "#core/errors.ts";
import type { Conversation, Offer } from "#prisma/generated/client.ts";
import { type Actor, authorize, systemActor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import type { Transaction } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { continueRouting } from "#server/routing/continue-routing.ts";
import { closeOffer, findOpenOffer } from "#server/routing/offers.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";
import { routingTurn } from "#server/routing/routing-turn.ts";

/**
 * Declines a conversation that is offered to oneself: it goes on to the next one who can take it.
 * @throws AppError not_found, forbidden, conflict (it is not, or no longer, offered to them)
 */
export async function declineOffer(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can decline a conversation");
  await routingTurn(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const offer = await findOpenOffer(tx, conversationId);
    if (offer?.userId !== actor.userId) {
      throw new AppError("conflict", "This conversation is not offered to you");
    }
    await refuse(tx, actor, conversation, offer, "declined");
  });
}

/** An offer has run out: on to the next one. Harmless where it was answered in the meantime. */
export async function expireOffer(
  workspaceId: string,
  { conversationId, offerId }: { conversationId: string; offerId: string },
): Promise<void> {
  const actor = systemActor(workspaceId, "deadlines");
  await routingTurn(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const offer = await findOpenOffer(tx, conversationId);
    if (offer?.id === offerId) await refuse(tx, actor, conversation, offer, "expired");
  });
}

async function refuse(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  offer: Offer,
  outcome: "declined" | "expired",
): Promise<void> {
  await closeOffer(tx, actor, conversation, offer, outcome);
  // Whoever was offered it has room for something else.
  await promiseDrain(tx, conversation.workspaceId, conversation.id);
  const routing = systemActor(conversation.workspaceId, "routing");
  if (conversation.status === "resolved" || conversation.status === "spam") {
    await answerRuns(tx, routing, conversation, "nobody");
    return;
  }
  await continueRouting(tx, routing, conversation);
}
