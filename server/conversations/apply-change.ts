import type { Lifecycle, LifecycleChange } from "#core/conversation/lifecycle.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { appendEvents, type NewEvent } from "#server/conversations/append-event.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import type { Transaction } from "#server/platform/database.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A conversation that the actor may see, held fast until the transaction ends. Throws `not_found` otherwise. */
export async function lockConversation(
  tx: Transaction,
  actor: Actor,
  conversationId: string,
): Promise<Conversation> {
  if (!UUID.test(conversationId)) throw noSuchConversation();
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  return seenConversation(tx, actor, conversationId);
}

/** A conversation that the actor may see. One that is hidden from them is `not_found`, like one that is not. */
export async function seenConversation(
  tx: Transaction,
  actor: Actor,
  conversationId: string,
): Promise<Conversation> {
  authorize(actor, "conversations.view");
  if (!UUID.test(conversationId)) throw noSuchConversation();
  const row = await tx.conversation.findFirst({
    where: { AND: [{ id: conversationId }, conversationFilter(actor)] },
  });
  if (!row) throw noSuchConversation();
  return row;
}

/** Writes what the lifecycle decided, with its events. Returns the conversation's lifecycle after it. */
export async function applyChange(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  change: LifecycleChange,
  extra: { patch?: Prisma.ConversationUncheckedUpdateInput; event?: Partial<NewEvent>; at?: Date } = {},
): Promise<Lifecycle> {
  const data = { ...change.patch, ...extra.patch };
  if (Object.keys(data).length > 0) await tx.conversation.update({ where: { id: conversation.id }, data });
  await appendEvents(
    tx,
    change.events.map((event) => ({
      ...aboutConversation(conversation),
      occurredAt: extra.at ?? new Date(),
      ...extra.event,
      ...event,
      actor,
    })),
  );
  return { ...readLifecycle(conversation), ...change.patch };
}

/** The parts of an event that say which conversation it is about. */
export function aboutConversation(conversation: Conversation) {
  const { id: conversationId, contactId, channel, isTest, teamId, assigneeId: userId } = conversation;
  return { conversationId, contactId, channel, isTest, teamId, userId };
}

function noSuchConversation(): AppError {
  return new AppError("not_found", "There is no such conversation");
}
