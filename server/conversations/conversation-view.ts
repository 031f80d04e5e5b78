import type { Conversation } from "#core/api/conversations.ts";
import type { JsonObject } from "#core/json.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, can } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { nextPromises } from "#server/sla/next-promises.ts";

export const conversationInclude = {
  contact: {
    select: {
      id: true,
      name: true,
      links: {
        where: { endedAt: null, identity: { erasedAt: null, kind: { not: "external" } } },
        select: {
          verificationLevel: true,
          verificationExpiresAt: true,
          identity: { select: { channel: true, address: true } },
        },
        orderBy: { createdAt: "asc" },
      },
    },
  },
  aboutContact: { select: { id: true, name: true } },
  assignee: { select: { id: true, name: true } },
  team: { select: { id: true, key: true, name: true } },
} satisfies Prisma.ConversationInclude;

export type ConversationRow = Prisma.ConversationGetPayload<{ include: typeof conversationInclude }>;

/** Conversations as the API shows them, with what the asking user has not read yet. */
export async function toConversations(
  tx: Transaction,
  actor: Actor,
  rows: ConversationRow[],
): Promise<Conversation[]> {
  const ids = rows.map((row) => row.id);
  const unread = await countUnread(tx, actor, ids);
  const promises = await nextPromises(tx, ids);
  const showAddresses = can(actor, "contacts.view");
  return rows.map((row) => ({
    ...toConversation(row, unread ? (unread.get(row.id) ?? 0) : null, showAddresses),
    sla: promises.get(row.id) ?? null,
  }));
}

function toConversation(
  row: ConversationRow,
  unread: number | null,
  showAddresses: boolean,
): Omit<Conversation, "sla"> {
  const { contact, aboutContact } = row;
  const identities = showAddresses ? contact.links.map(toIdentity) : [];
  return {
    id: row.id,
    status: row.status,
    quiet: row.quiet,
    isTest: row.isTest,
    contact: { id: contact.id, name: contact.name, identities },
    about: aboutContact,
    assignee: row.assignee,
    team: row.team,
    handler: row.handler,
    channel: row.channel,
    startedChannel: row.startedChannel,
    priority: row.priority,
    intent: row.intentKey === null ? null : { key: row.intentKey, confidence: row.intentConfidence ?? 1 },
    sentiment: { start: row.sentimentStart, now: row.sentimentNow, trend: row.sentimentTrend },
    waitingSince: iso(row.waitingSince),
    tags: row.tags,
    attributes: row.attributes as JsonObject,
    memory: row.memory as JsonObject,
    subject: row.subject,
    summary: row.summary,
    language: row.language,
    lastMessagePreview: row.lastMessagePreview,
    lastActivityAt: row.lastActivityAt.toISOString(),
    unread,
    snoozedUntil: iso(row.snoozedUntil),
    resolvedAt: iso(row.resolvedAt),
    resolvedReason: row.resolvedReason,
    reopenedCount: row.reopenedCount,
    previousConversationId: row.previousConversationId,
    mergedIntoId: row.mergedIntoId,
    createdAt: row.createdAt.toISOString(),
  };
}

type LinkRow = ConversationRow["contact"]["links"][number];

function toIdentity({ identity, verificationLevel, verificationExpiresAt }: LinkRow) {
  const isExpired = verificationExpiresAt !== null && verificationExpiresAt < new Date();
  return { ...identity, verified: verificationLevel > 0 && !isExpired };
}

/** Inbound messages past each conversation's read mark of this user; null for programs. */
async function countUnread(
  tx: Transaction,
  actor: Actor,
  ids: string[],
): Promise<Map<string, number> | null> {
  if (actor.kind !== "user") return null;
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; count: number }[]>`
    SELECT m.conversation_id AS id, count(*)::int AS count
    FROM messages m
    LEFT JOIN read_marks r ON r.conversation_id = m.conversation_id AND r.user_id = ${actor.userId}::uuid
    WHERE m.conversation_id = ANY (${ids}::uuid[]) AND m.direction = 'in'
      AND m.position > coalesce(r.position, 0)
    GROUP BY m.conversation_id`;
  return new Map(rows.map((row) => [row.id, row.count]));
}

const iso = (date: Date | null) => date?.toISOString() ?? null;
