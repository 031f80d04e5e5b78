import type { Conversation, ConversationsQuery } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { conversationInclude, toConversations } from "#server/conversations/conversation-view.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_FOUND = 500;
/** Scores below and above which a conversation counts as negative and positive, as in the sentiment node. */
const NEGATIVE_BELOW = -0.25;
const POSITIVE_ABOVE = 0.25;

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
    const found = query.q ? await search(tx, query.q) : {};
    const rows = await tx.conversation.findMany({
      where: { AND: [conversationFilter(actor), wanted(actor, query), found, after(query)] },
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

function wanted(actor: Actor, query: ConversationsQuery): Where {
  const waits = query.sort === "waiting" ? true : query.waiting;
  return {
    mergedIntoId: null,
    quiet: query.quiet ?? false,
    ...(query.test === undefined ? {} : { isTest: query.test }),
    ...(query.status?.length ? { status: { in: query.status } } : {}),
    // Says the same of the open ones again, in the words of their index.
    ...(query.status?.length && !query.status.includes("resolved") ? { resolvedAt: null } : {}),
    ...(query.channel?.length ? { channel: { in: query.channel } } : {}),
    ...(query.intent?.length ? { intentKey: { in: query.intent } } : {}),
    ...(query.priority?.length ? { priority: { in: query.priority } } : {}),
    ...(query.tag?.length ? { tags: { hasSome: query.tag } } : {}),
    ...(query.contact ? { contactId: query.contact } : {}),
    ...(waits === undefined ? {} : { waitingSince: waits ? { not: null } : null }),
    ...assigneeFilter(actor, query.assignee),
    ...teamFilter(query.team),
    ...(query.journey ? { runs: { some: { journey: idOrKey(query.journey) } } } : {}),
    ...(query.mentions && actor.kind === "user"
      ? { notes: { some: { mentions: { has: actor.userId }, erasedAt: null } } }
      : {}),
    ...(query.sentiment?.length ? { AND: { OR: query.sentiment.map(sentimentFilter) } } : {}),
  };
}

function assigneeFilter(actor: Actor, assignee: string | undefined): Where {
  if (assignee === undefined || assignee === "") return {};
  if (assignee === "none") return { assigneeId: null };
  if (assignee === "me") return actor.kind === "user" ? { assigneeId: actor.userId } : { id: { in: [] } };
  return ID.test(assignee) ? { assigneeId: assignee } : { assignee: { email: assignee.toLowerCase() } };
}

function teamFilter(team: string | undefined): Where {
  if (team === undefined || team === "") return {};
  return team === "none" ? { teamId: null } : { team: idOrKey(team) };
}

function idOrKey(value: string) {
  return ID.test(value) ? { id: value } : { key: value };
}

function sentimentFilter(label: "negative" | "neutral" | "positive"): Where {
  if (label === "negative") return { sentimentNow: { lt: NEGATIVE_BELOW } };
  if (label === "positive") return { sentimentNow: { gt: POSITIVE_ABOVE } };
  return { OR: [{ sentimentNow: null }, { sentimentNow: { gte: NEGATIVE_BELOW, lte: POSITIVE_ABOVE } }] };
}

function after({ cursor, sort }: ConversationsQuery): Where {
  if (cursor === undefined) return {};
  const { at, id } = readCursor(cursor);
  const { field, direction } = ORDER[sort];
  const beyond = direction === "asc" ? "gt" : "lt";
  return { OR: [{ [field]: { [beyond]: at } }, { [field]: at, id: { [beyond]: id } }] };
}

/** By words of messages and notes, or by the contact's name or address. */
async function search(tx: Transaction, q: string): Promise<Where> {
  const [messages, contacts] = await Promise.all([
    tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT conversation_id AS id FROM search_messages(${q}, ${MOST_FOUND}::int)`,
    tx.$queryRaw<{ id: string }[]>`SELECT contact_id AS id FROM search_contacts(${q}, ${MOST_FOUND}::int)`,
  ]);
  return {
    OR: [{ id: { in: messages.map((row) => row.id) } }, { contactId: { in: contacts.map((row) => row.id) } }],
  };
}
