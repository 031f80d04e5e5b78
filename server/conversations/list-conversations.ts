import type { Conversation, ConversationsQuery } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationInclude, toConversations } from "#server/conversations/conversation-view.ts";
import { conversationWhere } from "#server/conversations/conversation-where.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { transact } from "#server/platform/database.ts";

type Where = Prisma.ConversationWhereInput;

const ORDER = {
  activity: { field: "lastActivityAt", direction: "desc" },
  created: { field: "createdAt", direction: "desc" },
  waiting: { field: "waitingSince", direction: "asc" },
} as const;

/** Conversations that the actor may see, filtered, in the order asked for. */
export async function listConversations(
  actor: Actor,
  query: ConversationsQuery,
): Promise<Page<Conversation>> {
  authorize(actor, "conversations.view");
  const { field, direction } = ORDER[query.sort];
  return transact(actor, async (tx) => {
    const rows = await tx.conversation.findMany({
      where: { AND: [await conversationWhere(tx, actor, query), after(query)] },
      include: conversationInclude,
      orderBy: [{ [field]: direction }, { id: direction }],
      take: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? writeCursor({ at: last[field] ?? last.lastActivityAt, id: last.id }) : null;
    return { data: await toConversations(tx, actor, page), nextCursor };
  });
}

function after({ cursor, sort }: ConversationsQuery): Where {
  if (cursor === undefined) return {};
  const { at, id } = readCursor(cursor);
  const { field, direction } = ORDER[sort];
  const beyond = direction === "asc" ? "gt" : "lt";
  // The first bound is the index's: with the other alone, every page would begin at the top.
  const reached = { [field]: { [direction === "asc" ? "gte" : "lte"]: at } };
  return { AND: [reached, { OR: [{ [field]: { [beyond]: at } }, { [field]: at, id: { [beyond]: id } }] }] };
}
