import type { Message } from "#core/api/messages.ts";
import type { ScheduledMessage } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** A reply that is not sent yet, as it stands at the end of the thread. */
export async function toScheduled(tx: Transaction, row: ScheduledMessage): Promise<Message> {
  const author = row.authorId
    ? await tx.user.findUnique({ where: { id: row.authorId }, select: { id: true, name: true } })
    : null;
  const files = await tx.attachment.findMany({ where: { id: { in: row.attachmentIds }, erasedAt: null } });
  return {
    id: row.id,
    note: false,
    position: row.writtenAfter + 1,
    sessionId: null,
    channel: row.channel,
    direction: "out",
    author: { kind: "agent", ...(author && { id: author.id }), name: author?.name ?? "Agent" },
    text: row.text,
    html: null,
    subject: null,
    attachments: files.map(({ id, name, contentType, size, sourceUrl: url }) => ({
      id,
      name,
      contentType,
      size,
      url,
    })),
    content: {},
    status: "queued",
    language: null,
    mentions: [],
    runId: null,
    nodeId: null,
    at: row.createdAt.toISOString(),
    deliveredAt: null,
    readAt: null,
    scheduled: {
      sendAt: row.sendAt.toISOString(),
      kind: row.isHeld ? "held" : "scheduled",
      onCustomerReply: row.keepsOnReply ? "keep" : "cancel",
      status: row.status === "sent" ? "pending" : row.status,
      reason: row.reason,
    },
  };
}
