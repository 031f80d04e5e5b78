import { uuidv7 } from "uuidv7";
import type { Conversation } from "#prisma/generated/client.ts";
import type { UserActor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Makes a colleague a participant of the conversation, once. */
export async function joinAs(tx: Transaction, actor: UserActor, conversation: Conversation): Promise<void> {
  const { id: conversationId, workspaceId } = conversation;
  const there = await tx.participant.findFirst({
    where: { conversationId, userId: actor.userId, leftAt: null },
  });
  if (there) return;
  const kind = actor.role === "supervisor" ? "supervisor" : "agent";
  const id = uuidv7();
  await tx.participant.create({
    data: { id, workspaceId, conversationId, kind, userId: actor.userId, joinedAt: new Date() },
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "participant.joined",
    actor,
    userId: actor.userId,
    data: { participantId: id, kind },
  });
}
