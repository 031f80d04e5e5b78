import type { Follower } from "#core/api/collaboration.ts";
import { AppError } from "#core/errors.ts";
import type { Actor } from "#server/access/actor.ts";
import { addFollowers } from "#server/collaboration/tell-colleagues.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation, seenConversation } from "#server/conversations/apply-change.ts";
import { transact } from "#server/platform/database.ts";

/** Who follows a conversation, the longest first. */
export async function listFollowers(actor: Actor, conversationId: string): Promise<Follower[]> {
  return transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const rows = await tx.follower.findMany({
      where: { conversationId },
      include: { user: { select: { id: true, name: true } } },
      orderBy: { createdAt: "asc" },
    });
    return rows.map(({ user }) => user);
  });
}

/** Follows a conversation or leaves it; done twice it changes nothing. */
export async function followConversation(
  actor: Actor,
  conversationId: string,
  follow: boolean,
): Promise<Follower[]> {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person follows; this is an API key.");
  const { userId } = actor;
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const follows = (await tx.follower.count({ where: { conversationId, userId } })) > 0;
    if (follows === follow) return;
    if (follow) await addFollowers(tx, conversation, [userId]);
    else await tx.follower.deleteMany({ where: { conversationId, userId } });
    const type = follow ? "conversation.followed" : "conversation.unfollowed";
    await appendEvent(tx, { ...aboutConversation(conversation), type, actor, userId });
  });
  return listFollowers(actor, conversationId);
}
