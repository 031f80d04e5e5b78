import type { z } from "zod";
import type { tellUserSchema } from "#core/api/board.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { transact } from "#server/platform/database.ts";

/** A supervisor's word to a colleague, among their notifications. */
export async function tellUser(
  actor: Actor,
  userId: string,
  { text, conversationId }: z.output<typeof tellUserSchema>,
): Promise<void> {
  authorize(actor, "conversations.manage");
  await transact(actor, async (tx) => {
    const user = await tx.user.findFirst({ where: { id: userId, deactivatedAt: null } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    if (conversationId) await requireConversation(tx, actor, conversationId);
    const about = { contactId: null, conversationId: conversationId ?? null };
    const { workspaceId } = actor;
    await tellPeople(tx, { workspaceId, userIds: [user.id], kind: "notice", text, ...about });
  });
}
