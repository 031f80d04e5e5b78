import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { Conversation, Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Route } from "#server/conversations/choose-route.ts";
import { findOrOpenSession } from "#server/conversations/find-session.ts";
import { authorOf } from "#server/conversations/message-author.ts";
import { previewOf } from "#server/conversations/preview.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Suppression {
  code: string;
  /** In words, for the thread and the run's timeline. */
  reason: string;
}

/** Writes an outbound message as it leaves us, or as it is kept back; the caller holds the conversation fast. */
export async function insertMessage(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  route: Route,
  command: SendCommand,
  suppression: Suppression | null,
): Promise<Message> {
  const now = new Date();
  const { text = "", html, subject, attachmentIds = [], buttons = [], run, clientKey } = command;
  const purpose = command.purpose ?? "care";
  const author = authorOf(actor, command);
  const session = await findOrOpenSession(tx, actor, conversation, route, now);
  const message = await tx.message.create({
    data: {
      id: command.messageId ?? uuidv7(),
      workspaceId: actor.workspaceId,
      conversationId: conversation.id,
      sessionId: session.id,
      channel: route.channel,
      channelAccountId: route.accountId,
      identityId: route.identityId,
      direction: "out",
      authorKind: author.kind,
      authorId: author.id,
      text,
      html: html ?? null,
      subject: subject ?? null,
      content: {
        ...(buttons.length > 0 && { buttons }),
        ...(command.writtenAt && { writtenAt: command.writtenAt.toISOString() }),
      },
      status: suppression ? "suppressed" : "queued",
      ...(suppression && {
        error: { code: suppression.code, message: suppression.reason, retryable: false },
      }),
      answers: author.isHuman || (command.answers ?? true),
      purpose,
      runId: run?.runId ?? null,
      nodeId: run?.nodeId ?? null,
      effectKey: run?.effectKey ?? null,
      clientKey: clientKey ?? null,
      at: now,
      attemptedAt: suppression ? null : now,
    },
  });
  await attach(tx, message.id, attachmentIds);
  const data: JsonObject = suppression ? { code: suppression.code } : { author: author.kind, purpose };
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: suppression ? "message.suppressed" : "message.queued",
    actor,
    occurredAt: now,
    channel: route.channel,
    sessionId: session.id,
    messageId: message.id,
    userId: author.kind === "agent" ? author.id : null,
    runId: run?.runId ?? null,
    nodeId: run?.nodeId ?? null,
    journeyId: run?.journeyId ?? null,
    data,
  });
  if (!suppression) {
    const preview = previewOf(text, attachmentIds.length);
    const patch = {
      channel: route.channel,
      lastOutboundAt: now,
      lastActivityAt: now,
      lastMessagePreview: preview,
    };
    await tx.conversation.update({ where: { id: conversation.id }, data: patch });
    if (run && conversation.floorRunId === null) await takeFloor(tx, conversation.id, run.runId);
  }
  return message;
}

/** A run that speaks has the floor from here on, also where it learns only now in which conversation it speaks. */
async function takeFloor(tx: Transaction, conversationId: string, runId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE conversations v SET floor_run_id = r.id FROM runs r
    WHERE v.id = ${conversationId}::uuid AND r.id = ${runId}::uuid AND r.workspace_id = v.workspace_id`;
}

/** Binds stored files to the message. One of the workspace's library is copied by reference. */
async function attach(tx: Transaction, messageId: string, attachmentIds: string[]): Promise<void> {
  if (attachmentIds.length === 0) return;
  const files = await tx.attachment.findMany({ where: { id: { in: attachmentIds }, erasedAt: null } });
  if (files.length !== new Set(attachmentIds).size) {
    throw new AppError("invalid_input", "attachments: one of them is not there");
  }
  for (const file of files) {
    if (file.key === null && file.messageId === null && file.noteId === null) {
      await tx.attachment.update({ where: { id: file.id }, data: { messageId } });
    } else {
      await tx.attachment.create({ data: { ...file, id: uuidv7(), key: null, noteId: null, messageId } });
    }
  }
}
