import { type Actor, authorize } from "#server/access/actor.ts";
import { seenConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { type Telling, tellLive } from "#server/platform/tell-live.ts";

/** Milliseconds that somebody counts as writing after a word of it. */
const HOLDS = 6_000;

/** Tells the visitor and the colleagues that this person is writing. It holds for some seconds. */
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
  who: Pick<Telling, "by" | "name" | "userId">,
): Promise<void> {
  await tellLive(tx, {
    workspaceId,
    topic: "typing",
    id: conversationId,
    conversationId,
    holds: HOLDS,
    ...who,
  });
}
