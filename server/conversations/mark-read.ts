import { AppError } from "#core/errors.ts";
import type { Actor } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { transact } from "#server/platform/database.ts";

/** Notes how far the asking user has read: up to a message, or to the end. Never moves back. */
export async function markRead(actor: Actor, conversationId: string, messageId?: string): Promise<void> {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person reads; this is an API key.");
  const { workspaceId, userId } = actor;
  await transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const position = messageId
      ? await positionOf(messageId)
      : (await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } })).lastPosition;
    await tx.$executeRaw`
      INSERT INTO read_marks (workspace_id, user_id, conversation_id, position, at)
      VALUES (${workspaceId}::uuid, ${userId}::uuid, ${conversationId}::uuid, ${position}::int, now())
      ON CONFLICT (user_id, conversation_id) DO UPDATE
      SET position = greatest(read_marks.position, excluded.position), at = now()`;

    async function positionOf(id: string): Promise<number> {
      const where = { id, conversationId };
      const message = (await tx.message.findFirst({ where })) ?? (await tx.note.findFirst({ where }));
      if (!message) throw new AppError("not_found", "There is no such message in this conversation.");
      return message.position;
    }
  });
}
