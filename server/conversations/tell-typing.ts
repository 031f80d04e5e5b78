import { type Actor, authorize } from "#server/access/actor.ts";
import { seenConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import type { Hint } from "#server/platform/realtime.ts";

/** Tells the visitor and the colleagues that this person is writing. Nothing of it is kept. */
export async function tellTyping(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const user = actor.kind === "user" ? await tx.user.findUnique({ where: { id: actor.userId } }) : null;
    await notifyTyping(tx, actor.workspaceId, conversationId, {
      by: "agent",
      name: user?.name,
      userId: user?.id,
    });
  });
}

/** Sends the hint on commit. */
export async function notifyTyping(
  tx: Transaction,
  workspaceId: string,
  conversationId: string,
  who: Pick<Hint, "by" | "name" | "userId">,
): Promise<void> {
  const hint: Hint = { workspaceId, topic: "typing", id: conversationId, conversationId, ...who };
  await tx.$executeRaw`SELECT pg_notify('throughline', ${JSON.stringify(hint)})`;
}
