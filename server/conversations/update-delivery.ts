import { uuidv7 } from "uuidv7";
import type { InboundStatus } from "#channels/inbound.ts";
import { movesForward } from "#core/conversation/message-status.ts";
import { type Message, Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { denyAtProvider } from "#server/contacts/deny-at-provider.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { InboundDelivery } from "#server/conversations/inbound-message.ts";
import { lockMessage } from "#server/conversations/lock-message.ts";
import { journeyOf } from "#server/conversations/message-author.ts";
import { settleReply } from "#server/conversations/settle-reply.ts";
import { settleLateEffect } from "#server/journeys/settle-late-effect.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";
import { seal } from "#server/platform/secrets.ts";
import { countForBreaker } from "#server/sending/journey-pulse.ts";

export interface DeliveryStatus extends Omit<InboundStatus, "kind"> {
  channelAccountId: string;
  /** Our own id, where the provider gave it back: finds a message whose answer never reached us. */
  messageId?: string | null;
  receivedAt: Date;
  delivery?: InboundDelivery;
}

/**
 * Takes what a provider says of a message. Statuses only move forward, whatever order they come in; every one is
 * kept with whether it was applied. The same delivery again changes nothing. Says whether a message was found.
 */
export async function recordDeliveryStatus(actor: Actor, told: DeliveryStatus): Promise<boolean> {
  try {
    const { message, applied } = await transact(actor, async (tx) => {
      const message = await findMessage(tx, told);
      if (told.delivery) await keepDelivery(tx, actor, told, message);
      return { message, applied: message !== null && (await applyStatus(tx, actor, message, told)) };
    });
    if (message && applied && told.status === "failed") {
      countForBreaker(message.workspaceId, journeyOf(message), "failures");
    }
    return message !== null;
  } catch (error) {
    if (told.delivery && isUniqueViolation(error)) return true;
    throw error;
  }
}

async function findMessage(tx: Transaction, told: DeliveryStatus): Promise<Message | null> {
  const { channelAccountId, externalId, messageId } = told;
  const found = await tx.message.findFirst({
    where: {
      channelAccountId,
      direction: "out",
      OR: [{ externalId }, ...(messageId ? [{ id: messageId, externalId: null }] : [])],
    },
  });
  if (!found) return null;
  return lockMessage(tx, found);
}

/** Moves a message's status forward if what was told is further on, and writes the history either way. */
export async function applyStatus(
  tx: Transaction,
  actor: Actor,
  message: Message,
  told: Pick<DeliveryStatus, "status" | "at" | "error" | "address" | "externalId" | "receivedAt">,
): Promise<boolean> {
  const at = told.at ?? told.receivedAt;
  const applies = movesForward(message.status, told.status);
  await tx.messageStatusChange.create({
    data: {
      id: uuidv7(),
      workspaceId: message.workspaceId,
      messageId: message.id,
      status: told.status,
      wasApplied: applies,
      detail: told.error ?? {},
      at,
    },
  });
  if (!applies) return false;
  const settled = await tx.message.update({
    where: { id: message.id },
    data: {
      status: told.status,
      externalId: message.externalId ?? (told.externalId || null),
      error: told.error ?? Prisma.DbNull,
      ...timesOf(message, told.status, at),
    },
  });
  const { conversationId, sessionId, id: messageId, channel, runId, nodeId } = message;
  await appendEvent(tx, {
    type: `message.${told.status}`,
    actor,
    occurredAt: at,
    conversationId,
    sessionId,
    messageId,
    channel,
    runId,
    nodeId,
    userId: message.authorKind === "agent" ? message.authorId : null,
    data: told.error ? { code: told.error.code, retryable: told.error.retryable } : {},
  });
  const wasOpen = message.status === "queued" || message.status === "unknown";
  if (wasOpen) await settleLateEffect(tx, settled);
  if (wasOpen && told.status !== "failed") await settleReply(tx, actor, message, at);
  if (told.address) await denyAtProvider(tx, actor, message, told.address, at);
  return true;
}

/** A later status implies the earlier ones, though the provider may never tell of them. */
function timesOf(message: Message, status: DeliveryStatus["status"], at: Date) {
  if (status === "failed") return { failedAt: at };
  const delivered = status === "delivered" || status === "read";
  return {
    ...(!message.sentAt && { sentAt: at }),
    ...(delivered && !message.deliveredAt && { deliveredAt: at }),
    ...(status === "read" && { readAt: at }),
  };
}

async function keepDelivery(
  tx: Transaction,
  actor: Actor,
  told: DeliveryStatus,
  message: Message | null,
): Promise<void> {
  const { delivery, receivedAt, channelAccountId } = told;
  if (!delivery) return;
  const id = uuidv7();
  await tx.delivery.create({
    data: {
      id,
      workspaceId: actor.workspaceId,
      channelAccountId,
      externalKey: delivery.externalKey,
      headers: delivery.headers,
      bodyEncrypted: seal(delivery.body, `delivery:${id}`),
      bodySize: delivery.body.byteLength,
      outcome: message ? "processed" : "ignored",
      receivedAt,
      processedAt: receivedAt,
    },
  });
}
