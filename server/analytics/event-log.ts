import type { z } from "zod";
import type { eventLogFilterSchema, eventLogQuerySchema, LogEvent } from "#core/api/events.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { Event, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

type Filter = z.output<typeof eventLogFilterSchema>;

function toLogEvent(row: Event): LogEvent {
  return {
    id: row.id,
    position: String(row.position),
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    actor: row.actorKind && { kind: row.actorKind, id: row.actorId },
    conversationId: row.conversationId,
    sessionId: row.sessionId,
    messageId: row.messageId,
    contactId: row.contactId,
    userId: row.userId,
    teamId: row.teamId,
    channel: row.channel,
    journeyId: row.journeyId,
    runId: row.runId,
    nodeId: row.nodeId,
    isTest: row.isTest,
    data: row.data as JsonObject,
  };
}

function wanted(filter: Filter): Prisma.EventWhereInput {
  return {
    type: filter.type?.length ? { in: filter.type } : undefined,
    conversationId: filter.conversation,
    contactId: filter.contact,
    runId: filter.run,
    journeyId: filter.journey,
    userId: filter.user,
    teamId: filter.team,
    channel: filter.channel,
    isTest: filter.test,
    occurredAt: filter.from || filter.to ? { gte: filter.from, lt: filter.to } : undefined,
  };
}

/** Newest first; with `after`, oldest first from behind that position. */
export async function readEventLog(
  actor: Actor,
  query: z.output<typeof eventLogQuerySchema>,
): Promise<Page<LogEvent>> {
  const { limit, cursor, after } = query;
  const order = after === undefined ? "desc" : "asc";
  const from = position(cursor ?? after);
  return transact(actor, async (tx) => {
    await requireSight(tx, actor, query);
    const rows = await visibleEvents(tx, actor, {
      where: {
        ...wanted(query),
        ...(from === undefined ? {} : { position: order === "asc" ? { gt: from } : { lt: from } }),
      },
      order,
      take: limit + 1,
    });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { data: rows.slice(0, limit).map(toLogEvent), nextCursor: last ? String(last.position) : null };
  });
}

/** A place in the log in the order in which events became certain: by writing transaction, then by position. */
export interface SettledPlace {
  transactionId: bigint;
  position: bigint;
}

/** How far behind its neighbours in position an event may settle. */
const STRAGGLING = 2_000n;

/**
 * The next events that have become certain since a place. Positions are handed out before the commit, so a reader that
 * went by them alone would miss what commits late; transactions below the oldest one still open are all over.
 */
export async function readSettledEvents(
  actor: Actor,
  filter: Filter,
  after: SettledPlace,
  most: number,
): Promise<{ events: LogEvent[]; last: SettledPlace }> {
  return transact(actor, async (tx) => {
    const [horizon] = await tx.$queryRaw<{ xmin: bigint }[]>`
      SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint AS xmin`;
    const { transactionId, position: from } = after;
    const rows = await tx.event.findMany({
      where: {
        ...wanted(filter),
        position: { gt: from - STRAGGLING },
        transactionId: { lt: horizon?.xmin ?? 0n },
        OR: [{ transactionId: { gt: transactionId } }, { transactionId, position: { gt: from } }],
      },
      orderBy: [{ transactionId: "asc" }, { position: "asc" }],
      take: most,
    });
    const last = rows.at(-1) ?? after;
    const seen = await sift(tx, conversationFilter(actor), rows);
    return {
      events: seen.map(toLogEvent),
      last: { transactionId: last.transactionId, position: last.position },
    };
  });
}

/** The place of an event that a reader has had; without a position that of the newest event. */
export async function placeOf(actor: Actor, told: bigint | undefined): Promise<SettledPlace> {
  const row = await transact(actor, (tx) =>
    tx.event.findFirst({
      where: told === undefined ? {} : { position: { lte: told } },
      orderBy: { position: "desc" },
      select: { position: true, transactionId: true },
    }),
  );
  return row ?? { position: 0n, transactionId: 0n };
}

/** Who may read the log: metrics are made of it, so whoever sees those; one conversation's by whoever sees it. */
export async function requireSight(tx: Transaction, actor: Actor, filter: Filter): Promise<void> {
  if (filter.conversation) await requireConversation(tx, actor, filter.conversation);
  else authorize(actor, "metrics.view");
}

interface Read {
  where: Prisma.EventWhereInput;
  order: "asc" | "desc";
  take: number;
}

/**
 * Events of conversations that the actor does not see are left out. Events have no relations, so a batch is read and
 * then sifted, until there are enough.
 */
async function visibleEvents(tx: Transaction, actor: Actor, { where, order, take }: Read): Promise<Event[]> {
  const filter = conversationFilter(actor);
  const found: Event[] = [];
  let edge: bigint | undefined;
  for (;;) {
    const beyond = edge === undefined ? {} : { position: order === "asc" ? { gt: edge } : { lt: edge } };
    const rows = await tx.event.findMany({
      where: { AND: [where, beyond] },
      orderBy: { position: order },
      take,
    });
    edge = rows.at(-1)?.position;
    found.push(...(await sift(tx, filter, rows)));
    if (rows.length < take || found.length >= take) return found.slice(0, take);
  }
}

async function sift(tx: Transaction, filter: Prisma.ConversationWhereInput, rows: Event[]): Promise<Event[]> {
  if (Object.keys(filter).length === 0) return rows;
  const ids = [...new Set(rows.flatMap((row) => (row.conversationId ? [row.conversationId] : [])))];
  const seen = await tx.conversation.findMany({
    where: { AND: [{ id: { in: ids } }, filter] },
    select: { id: true },
  });
  const visible = new Set(seen.map((row) => row.id));
  return rows.filter((row) => row.conversationId === null || visible.has(row.conversationId));
}

function position(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,18}$/.test(text)) {
    throw new AppError("invalid_request", "cursor is not one that this list gave out");
  }
  return BigInt(text);
}
