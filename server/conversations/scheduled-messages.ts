import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Message, patchScheduledSchema } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { AppError } from "#core/errors.ts";
import type { ScheduledMessage } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize, can } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation, seenConversation } from "#server/conversations/apply-change.ts";
import { requireNoReplySince } from "#server/conversations/reply-conflict.ts";
import { toScheduled } from "#server/conversations/scheduled-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { armDeadline, disarmDeadlines } from "#server/relay/arm-deadline.ts";

export interface ReplyToSchedule {
  conversationId: string;
  text?: string;
  channel?: Channel;
  attachmentIds?: string[];
  lastSeenMessageId?: string;
  /** When it goes out. */
  sendAt: Date;
  /** Held for a moment only, so that it can be taken back. */
  isHeld: boolean;
  onCustomerReply?: "cancel" | "keep";
}

const LONGEST = 366 * 86_400_000;

/**
 * Keeps a reply until its time. The message that goes out has its id.
 * @throws AppError not_found, forbidden, invalid_input, reply_conflict
 */
export async function scheduleReply(actor: Actor, reply: ReplyToSchedule): Promise<Message> {
  authorize(actor, "conversations.reply");
  requireTime(reply.sendAt);
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, reply.conversationId);
    await requireNoReplySince(tx, conversation.id, reply.lastSeenMessageId);
    const row = await tx.scheduledMessage.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        conversationId: conversation.id,
        authorId: actor.kind === "user" ? actor.userId : null,
        author: authorOf(actor),
        isHeld: reply.isHeld,
        text: reply.text?.trim() ?? "",
        channel: reply.channel ?? null,
        attachmentIds: reply.attachmentIds ?? [],
        sendAt: reply.sendAt,
        keepsOnReply: (reply.onCustomerReply ?? (reply.isHeld ? "keep" : "cancel")) === "keep",
        writtenAfter: conversation.lastPosition,
      },
    });
    await arm(tx, row);
    const data = { sendAt: row.sendAt.toISOString(), held: row.isHeld };
    const about = aboutConversation(conversation);
    await appendEvent(tx, { ...about, type: "message.scheduled", actor, messageId: row.id, data });
    return toScheduled(tx, row);
  });
}

/** Those of a conversation that wait, soonest first; with `all` also what came to nothing. */
export async function listScheduled(actor: Actor, conversationId: string, all = false) {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const rows = await tx.scheduledMessage.findMany({
      where: {
        conversationId,
        erasedAt: null,
        status: { in: all ? ["pending", "cancelled", "failed"] : ["pending"] },
      },
      orderBy: [{ sendAt: "asc" }, { id: "asc" }],
      take: 200,
    });
    const data: Message[] = [];
    for (const row of rows) data.push(await toScheduled(tx, row));
    return { data, nextCursor: null };
  });
}

/** Changes a reply that is not sent yet. @throws AppError not_found, forbidden, conflict once it is */
export async function patchScheduled(
  actor: Actor,
  id: string,
  { text, sendAt, onCustomerReply, channel }: z.output<typeof patchScheduledSchema>,
): Promise<Message> {
  if (sendAt) requireTime(new Date(sendAt));
  return transact(actor, async (tx) => {
    await lockPending(tx, actor, id);
    const row = await tx.scheduledMessage.update({
      where: { id },
      data: {
        text,
        channel,
        ...(sendAt && { sendAt: new Date(sendAt), isHeld: false }),
        ...(onCustomerReply && { keepsOnReply: onCustomerReply === "keep" }),
      },
    });
    await arm(tx, row);
    return toScheduled(tx, row);
  });
}

/** Takes a reply back that is not sent yet. @throws AppError not_found, forbidden, conflict once it is */
export async function cancelScheduled(actor: Actor, id: string): Promise<void> {
  await transact(actor, async (tx) => {
    const row = await lockPending(tx, actor, id);
    await settleScheduled(tx, actor, row, "cancelled", "Taken back");
  });
}

/** Takes back what of these still waits. @returns whether anything was @throws AppError conflict where all are sent */
export async function takeBackScheduled(actor: Actor, ids: string[]): Promise<boolean> {
  for (const id of ids) await cancelScheduled(actor, id);
  return ids.length > 0;
}

/** Ends a reply's wait without a message. */
export async function settleScheduled(
  tx: Transaction,
  actor: Actor,
  row: ScheduledMessage,
  status: "cancelled" | "failed",
  reason: string,
): Promise<void> {
  const { id, conversationId } = row;
  await tx.scheduledMessage.update({ where: { id }, data: { status, reason, settledAt: new Date() } });
  await disarmDeadlines(tx, [keyOf(id)]);
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const about = aboutConversation(conversation);
  await appendEvent(tx, { ...about, type: "message.unscheduled", actor, messageId: id, data: { status } });
}

async function lockPending(tx: Transaction, actor: Actor, id: string): Promise<ScheduledMessage> {
  authorize(actor, "conversations.reply");
  await tx.$executeRaw`SELECT 1 FROM scheduled_messages WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.scheduledMessage.findUnique({ where: { id } });
  if (!row) return refuseSent(tx, actor, id);
  await seenConversation(tx, actor, row.conversationId);
  const isOwn = actor.kind === "user" && row.authorId === actor.userId;
  if (!isOwn && !can(actor, "conversations.manage")) {
    throw new AppError(
      "forbidden",
      "Only who wrote it, or who manages conversations, changes a scheduled reply.",
    );
  }
  if (row.status === "sent") throw new AppError("conflict", "It is sent, or on its way.");
  if (row.status !== "pending") throw new AppError("conflict", "It is not waiting any more.");
  return row;
}

/** A message that never waited, or that there is not. */
async function refuseSent(tx: Transaction, actor: Actor, id: string): Promise<never> {
  const message = await tx.message.findUnique({ where: { id }, select: { conversationId: true } });
  if (!message) throw new AppError("not_found", "There is no such message.");
  await seenConversation(tx, actor, message.conversationId);
  throw new AppError("conflict", "It is sent, or on its way.");
}

function requireTime(at: Date): void {
  if (at.getTime() > Date.now() + LONGEST) {
    throw new AppError("invalid_input", "sendAt: choose a time within a year");
  }
  if (at.getTime() < Date.now() - 60_000)
    throw new AppError("invalid_input", "sendAt: choose a time to come");
}

function arm(tx: Transaction, { id, workspaceId, conversationId, sendAt }: ScheduledMessage): Promise<void> {
  const key = keyOf(id);
  return armDeadline(tx, {
    workspaceId,
    kind: "scheduledReply",
    key,
    dueAt: sendAt,
    conversationId,
    subjectId: id,
  });
}

function keyOf(id: string): string {
  return `scheduledReply:${id}`;
}

/** Who sends it later; what a person may by then is looked up again. */
function authorOf(actor: Actor) {
  if (actor.kind === "apiKey") {
    const { kind, apiKeyId, role, scopes } = actor;
    return { kind, apiKeyId, role, scopes };
  }
  return { kind: actor.kind, id: actorId(actor), ...(actor.kind === "system" && { name: actor.name }) };
}
