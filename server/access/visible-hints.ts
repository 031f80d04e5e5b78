import { canSeeConversation } from "#core/permissions/visible-conversations.ts";
import type { UserActor } from "#server/access/actor.ts";
import { visibleTo } from "#server/access/conversation-filter.ts";
import { transact } from "#server/platform/database.ts";
import type { Hint } from "#server/platform/realtime.ts";

/** Milliseconds for which a conversation's visibility is taken from memory. */
const FRESH = 2_000;
const MOST_KNOWN = 2_000;

/**
 * Decides for one reader which hints they may hear: those about conversations they do not see would still tell that
 * something happened there.
 */
export function hintFilter(actor: UserActor): (hint: Hint) => Promise<boolean> {
  const visible = visibleTo(actor);
  const known = new Map<string, { until: number; seen: Promise<boolean> }>();
  return async (hint) => {
    if (hint.topic === "notification") return hint.userId === actor.userId;
    const conversationId = hint.topic === "conversation" ? hint.id : hint.conversationId;
    if (visible.kind === "all" || !conversationId) return true;
    if (visible.kind === "none") return false;
    const kept = known.get(conversationId);
    if (kept && kept.until > Date.now()) return kept.seen;
    if (known.size >= MOST_KNOWN) known.clear();
    const seen = transact(actor, (tx) =>
      tx.conversation.findUnique({
        where: { id: conversationId },
        select: { visibility: true, assigneeId: true, teamId: true },
      }),
    ).then((conversation) => conversation !== null && canSeeConversation(visible, conversation));
    known.set(conversationId, { until: Date.now() + FRESH, seen });
    return seen;
  };
}
