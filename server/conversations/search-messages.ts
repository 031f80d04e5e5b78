import type { Page } from "#core/api/page.ts";
import type { SearchHit, SearchMessagesQuery } from "#core/api/search.ts";
import { excerptOf, soughtWords } from "#core/conversation/excerpt.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize, can } from "#server/access/actor.ts";
import { conversationWhere } from "#server/conversations/conversation-where.ts";
import { findSaid, type Said } from "#server/conversations/find-said.ts";
import { messageInclude, noteInclude, toThread } from "#server/conversations/message-view.ts";
import { shownTo } from "#server/conversations/shown-notes.ts";
import { readCursor, writeCursor } from "#server/journeys/page-cursor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Finds looked at for one page; where filters leave out more, the page is short and the next goes on from there. */
const ROUNDS = 4;
const A_ROUND = 200;
/** Names and subjects come first, and only on the first page. */
const MOST_NAMES = 10;

const include = {
  contact: { select: { id: true, name: true } },
  assignee: { select: { id: true, name: true } },
} satisfies Prisma.ConversationInclude;
type Found = Prisma.ConversationGetPayload<{ include: typeof include }>;

/**
 * Full-text search over all that was said and that the actor may see: names and subjects first, then messages and
 * notes, the newest first. A page may be short, even empty, while there is a next one.
 */
export async function searchMessages(actor: Actor, query: SearchMessagesQuery): Promise<Page<SearchHit>> {
  authorize(actor, "conversations.view");
  if (query.q === "") return { data: [], nextCursor: null };
  return transact(actor, async (tx) => {
    const { limit, cursor, q: _, in: __, author: ___, from: ____, until: _____, ...filters } = query;
    const rest = { ...filters, quiet: query.quiet, sort: "activity" as const };
    const where = await conversationWhere(tx, actor, rest);
    const first = cursor === undefined ? await namesAndSubjects(tx, actor, query, where) : [];
    const said = await pageOfSaid(tx, actor, query, where);
    return { data: [...first, ...said.hits].slice(0, limit + first.length), nextCursor: said.nextCursor };
  });
}

async function pageOfSaid(
  tx: Transaction,
  actor: Actor,
  query: SearchMessagesQuery,
  where: Prisma.ConversationWhereInput,
) {
  const kinds = (query.in ?? ["messages", "notes"]).filter((kind) => kind === "messages" || kind === "notes");
  const hits: SearchHit[] = [];
  let before = query.cursor ? readCursor(query.cursor) : startOf(query);
  for (let round = 0; round < ROUNDS && kinds.length > 0; round++) {
    const since = query.from ? new Date(query.from) : undefined;
    const most = Math.max(A_ROUND, query.limit + 1);
    const found = await findSaid(tx, { q: query.q, most, kinds, since, before });
    for (const hit of await present(tx, actor, query, where, found)) {
      if (hits.length === query.limit) return { hits, nextCursor: cursorOf(hits) };
      hits.push(hit);
    }
    const last = found.at(-1);
    if (found.length < most || !last) return { hits, nextCursor: null };
    before = { at: last.at, id: last.id };
  }
  return { hits, nextCursor: before && kinds.length > 0 ? writeCursor(before) : null };
}

function startOf({ until }: SearchMessagesQuery) {
  return until ? { at: new Date(until), id: "00000000-0000-0000-0000-000000000000" } : undefined;
}

function cursorOf(hits: SearchHit[]): string | null {
  const last = hits.at(-1);
  return last ? writeCursor({ at: new Date(last.at), id: last.messageId ?? "" }) : null;
}

/** Of what was found, what the actor may see and the filters let through, in the same order. */
async function present(
  tx: Transaction,
  actor: Actor,
  { q, author }: SearchMessagesQuery,
  where: Prisma.ConversationWhereInput,
  found: Said[],
): Promise<SearchHit[]> {
  const ids = [...new Set(found.map(({ conversationId }) => conversationId))];
  const rows = await tx.conversation.findMany({ where: { AND: [{ id: { in: ids } }, where] }, include });
  const conversations = new Map(rows.map((row) => [row.id, row]));
  const shown = found.filter(({ conversationId }) => conversations.has(conversationId));
  const by = author?.length ? { authorKind: { in: author } } : {};
  const idsOf = (isNote: boolean) => shown.filter((one) => one.isNote === isNote).map(({ id }) => id);
  const messages = await tx.message.findMany({
    where: { id: { in: idsOf(false) }, ...by },
    include: messageInclude,
  });
  const notes = await tx.note.findMany({
    where: { AND: [{ id: { in: idsOf(true) }, ...by }, shownTo(actor)] },
    include: noteInclude,
  });
  const thread = new Map((await toThread(tx, messages, notes)).map((message) => [message.id, message]));
  const words = soughtWords(q);
  return shown.flatMap(({ id, conversationId, isNote, at }) => {
    const conversation = conversations.get(conversationId);
    const message = thread.get(id);
    if (!conversation || !message) return [];
    return {
      kind: isNote ? "note" : "message",
      conversation: toConversation(conversation),
      messageId: id,
      position: message.position,
      author: message.author,
      ...excerptOf(message.text, words),
      at: at.toISOString(),
    };
  });
}

async function namesAndSubjects(
  tx: Transaction,
  actor: Actor,
  { q, in: kinds, author, from, until }: SearchMessagesQuery,
  where: Prisma.ConversationWhereInput,
): Promise<SearchHit[]> {
  if (author?.length || from || until) return [];
  const wants = (kind: "names" | "subjects") => !kinds?.length || kinds.includes(kind);
  const hits: SearchHit[] = [];
  if (wants("names") && can(actor, "contacts.view")) {
    const contacts = await tx.$queryRaw<{ id: string }[]>`
      SELECT contact_id AS id FROM search_contacts(${q}, 50::int)`;
    hits.push(...(await hitsOf("name", { contactId: { in: contacts.map(({ id }) => id) } })));
  }
  if (wants("subjects")) {
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT conversation_id AS id FROM search_subjects(${q}, 50::int)`;
    hits.push(...(await hitsOf("subject", { id: { in: found.map(({ id }) => id) } })));
  }
  return hits;

  async function hitsOf(
    kind: "name" | "subject",
    these: Prisma.ConversationWhereInput,
  ): Promise<SearchHit[]> {
    const orderBy = { lastActivityAt: "desc" } as const;
    const rows = await tx.conversation.findMany({
      where: { AND: [these, where] },
      include,
      orderBy,
      take: MOST_NAMES,
    });
    return rows.map((row) => ({
      kind,
      conversation: toConversation(row),
      messageId: null,
      position: null,
      author: null,
      ...excerptOf((kind === "name" ? row.contact.name : row.subject) ?? "", soughtWords(q)),
      at: row.lastActivityAt.toISOString(),
    }));
  }
}

function toConversation({ id, status, channel, subject, contact, assignee, lastActivityAt }: Found) {
  return { id, status, channel, subject, contact, assignee, lastActivityAt: lastActivityAt.toISOString() };
}
