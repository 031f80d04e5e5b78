import { uuidv7 } from "uuidv7";
import { channelDefinitions } from "#channels/definitions.ts";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { ChannelAccount, Conversation, Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { aboutConversation, lockConversation } from "#server/conversations/apply-change.ts";
import { checkSending, type Suppression } from "#server/conversations/check-sending.ts";
import { chooseRoute, type Route } from "#server/conversations/choose-route.ts";
import { findOrOpenSession } from "#server/conversations/find-session.ts";
import { authorOf } from "#server/conversations/message-author.ts";
import { findOrOpenConversation } from "#server/conversations/open-conversation.ts";
import { previewOf } from "#server/conversations/preview.ts";
import { requireNoReplySince } from "#server/conversations/reply-conflict.ts";
import type { SendCommand, SendOutcome } from "#server/conversations/send-command.ts";
import { earlierOutcome } from "#server/conversations/send-outcome.ts";
import { takeOver } from "#server/conversations/take-over.ts";
import type { Transaction } from "#server/platform/database.ts";

export type PreparedMessage =
  | { kind: "settled"; outcome: SendOutcome }
  | {
      kind: "send";
      message: Message;
      account: ChannelAccount;
      to: string;
      attachments: { url: string; contentType: string; name: string }[];
    };

/** Everything that comes before the provider, in one transaction: the conversation, the way, the pending row. */
export async function prepareMessage(
  tx: Transaction,
  actor: Actor,
  command: SendCommand,
): Promise<PreparedMessage> {
  const conversation = await conversationOf(tx, actor, command);
  const earlier = await findEarlier(tx, conversation.id, command);
  if (earlier) return again(tx, actor, earlier, command);
  await requireNoReplySince(tx, conversation.id, command.lastSeenMessageId);
  const choice = await chooseRoute(tx, conversation, command);
  if ("failure" in choice) {
    const outcome = { status: "failed" as const, ...choice.failure };
    return { kind: "settled", outcome: { ...outcome, messageId: null, conversationId: conversation.id } };
  }
  const { route } = choice;
  requireFit(route, command);
  const purpose = command.purpose ?? "care";
  const suppression = await checkSending(tx, route, purpose, command.run?.journeyId ?? null);
  const message = await insertMessage(tx, actor, conversation, route, command, suppression);
  if (suppression) {
    const outcome = { status: "suppressed" as const, ...suppression };
    return {
      kind: "settled",
      outcome: { ...outcome, messageId: message.id, conversationId: conversation.id },
    };
  }
  if (authorOf(actor, command).isHuman) await takeOver(tx, actor, conversation);
  return readyToSend(tx, message);
}

function conversationOf(tx: Transaction, actor: Actor, command: SendCommand): Promise<Conversation> {
  if (command.conversationId) return lockConversation(tx, actor, command.conversationId);
  const channel = command.channel;
  const opening = channel && channel !== "reply" && channel !== "best" ? channel : "sms";
  return findOrOpenConversation(tx, actor, command.contactId ?? "", opening);
}

async function findEarlier(tx: Transaction, conversationId: string, command: SendCommand) {
  const { run, clientKey } = command;
  if (run) return tx.message.findFirst({ where: { effectKey: run.effectKey } });
  return clientKey ? tx.message.findFirst({ where: { conversationId, clientKey } }) : null;
}

/**
 * The same send again. A row left without an answer by a run that was interrupted may have reached the provider:
 * it becomes `unknown`. One that provably did not is sent now.
 */
async function again(
  tx: Transaction,
  actor: Actor,
  message: Message,
  command: SendCommand,
): Promise<PreparedMessage> {
  if (message.status !== "queued") return { kind: "settled", outcome: earlierOutcome(message) };
  if (isRetryable(message)) {
    // Whoever clears the error is the one who sends: of two that come here at once, the other finds it cleared.
    const claimed = await tx.$executeRaw`
      UPDATE messages SET error = NULL WHERE id = ${message.id}::uuid AND status = 'queued' AND error IS NOT NULL`;
    if (claimed === 1) return readyToSend(tx, message);
  }
  if (!command.run) return { kind: "settled", outcome: earlierOutcome(message) };
  const error = {
    code: "interrupted",
    message: "Sending was interrupted; it may have gone out",
    retryable: false,
  };
  const unknown = await tx.message.update({ where: { id: message.id }, data: { status: "unknown", error } });
  const { conversationId, channel, runId, nodeId } = message;
  await appendEvent(tx, {
    type: "message.unknown",
    actor,
    conversationId,
    messageId: message.id,
    channel,
    runId,
    nodeId,
    data: { code: error.code },
  });
  return { kind: "settled", outcome: earlierOutcome(unknown) };
}

function isRetryable(message: Message): boolean {
  return (message.error as { retryable?: boolean } | null)?.retryable === true;
}

async function readyToSend(tx: Transaction, message: Message): Promise<PreparedMessage> {
  const account = await tx.channelAccount.findUniqueOrThrow({
    where: { id: message.channelAccountId ?? "" },
  });
  const identity = await tx.identity.findUniqueOrThrow({ where: { id: message.identityId ?? "" } });
  const stored = await tx.attachment.findMany({ where: { messageId: message.id }, orderBy: { id: "asc" } });
  const attachments = stored.flatMap(({ sourceUrl, contentType, name }) =>
    sourceUrl ? [{ url: sourceUrl, contentType, name }] : [],
  );
  return { kind: "send", message, account, to: identity.address, attachments };
}

function requireFit({ channel }: Route, { text = "", attachmentIds = [] }: SendCommand): void {
  const { title, limits } = channelDefinitions[channel];
  if (limits.textLength !== null && text.length > limits.textLength) {
    throw new AppError("invalid_input", `text: ${title} takes at most ${limits.textLength} characters`);
  }
  if (attachmentIds.length > limits.attachments) {
    throw new AppError("invalid_input", `attachments: ${title} takes at most ${limits.attachments}`);
  }
}

async function insertMessage(
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
      id: uuidv7(),
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
      content: buttons.length > 0 ? { buttons } : {},
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
  }
  return message;
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
