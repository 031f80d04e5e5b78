import type { ConversationsQuery } from "#core/api/conversations.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { findSaid } from "#server/conversations/find-said.ts";
import type { Transaction } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Conversations of a search that a list is made of: those in which the words were said last. */
const MOST_FOUND = 300;
/** Scores below and above which a conversation counts as negative and positive, as in the sentiment node. */
const NEGATIVE_BELOW = -0.25;
const POSITIVE_ABOVE = 0.25;

type Where = Prisma.ConversationWhereInput;

/** What a query asks for, as a filter over conversations. */
export type ConversationFilters = Omit<ConversationsQuery, "cursor" | "limit">;

/** Those of a query's conversations that the actor may see. */
export async function conversationWhere(
  tx: Transaction,
  actor: Actor,
  query: ConversationFilters,
): Promise<Where> {
  const found = query.q ? await search(tx, query.q) : {};
  return { AND: [conversationFilter(actor), wanted(actor, query), found] };
}

function wanted(actor: Actor, query: ConversationFilters): Where {
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

/** By words of messages and notes, by a subject, or by the contact's name or address. */
async function search(tx: Transaction, q: string): Promise<Where> {
  const said = await findSaid(tx, { q, most: MOST_FOUND });
  const subjects = await tx.$queryRaw<{ id: string }[]>`
    SELECT conversation_id AS id FROM search_subjects(${q}, ${MOST_FOUND}::int)`;
  const contacts = await tx.$queryRaw<{ id: string }[]>`
    SELECT contact_id AS id FROM search_contacts(${q}, ${MOST_FOUND}::int)`;
  const ids = new Set([...said.map(({ conversationId }) => conversationId), ...subjects.map(({ id }) => id)]);
  return { OR: [{ id: { in: [...ids] } }, { contactId: { in: contacts.map(({ id }) => id) } }] };
}
