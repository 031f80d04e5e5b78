import type { UserActor } from "#server/access/actor.ts";
import { conversationFilter, visibleTo } from "#server/access/conversation-filter.ts";
import { transact } from "#server/platform/database.ts";
import type { Hint } from "#server/platform/read-hints.ts";

/**
 * Leaves one reader the hints they may hear: those about conversations they do not see would still tell that something
 * happened there.
 */
export async function visibleHints(actor: UserActor, hints: Hint[]): Promise<Hint[]> {
  const visible = visibleTo(actor);
  const asked = visible.kind === "some" ? hints.flatMap((hint) => aboutConversation(hint) ?? []) : [];
  const seen = asked.length > 0 ? await seenOf(actor, asked) : new Set<string>();
  return hints.filter((hint) => {
    if (hint.topic === "notification") return hint.userId === actor.userId;
    const conversationId = aboutConversation(hint);
    if (visible.kind === "all" || !conversationId) return true;
    return seen.has(conversationId) || hasLost(actor, hint);
  });
}

function aboutConversation(hint: Hint): string | null {
  return (hint.topic === "conversation" ? hint.id : hint.conversationId) ?? null;
}

async function seenOf(actor: UserActor, ids: string[]): Promise<Set<string>> {
  const where = { AND: [{ id: { in: [...new Set(ids)] } }, conversationFilter(actor)] };
  const rows = await transact(actor, (tx) => tx.conversation.findMany({ where, select: { id: true } }));
  return new Set(rows.map(({ id }) => id));
}

function hasLost({ userId, teamIds }: UserActor, { from }: Hint): boolean {
  if (!from) return false;
  return from.userId === userId || (from.teamId !== undefined && teamIds.includes(from.teamId));
}
