import { uuidv7 } from "uuidv7";
import type { SendResult } from "#channels/sender.ts";
import { type Message, Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { denyAtProvider } from "#server/contacts/deny-at-provider.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { armSilence } from "#server/conversations/arm-silence.ts";
import { lockMessage } from "#server/conversations/lock-message.ts";
import { journeyOf } from "#server/conversations/message-author.ts";
import type { SendOutcome } from "#server/conversations/send-command.ts";
import { earlierOutcome } from "#server/conversations/send-outcome.ts";
import { settleReply } from "#server/conversations/settle-reply.ts";
import { applyStatus } from "#server/conversations/update-delivery.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { countForBreaker } from "#server/sending/journey-pulse.ts";
import { ratePerSecond } from "#server/sending/rate-per-second.ts";
import { pauseAccount, reserveSlot } from "#server/sending/reserve-slot.ts";

/** Milliseconds after which a journey tries again where the provider was not reached; longer the longer it lasts. */
const RETRY = 5_000;
const LONGEST_RETRY = 5 * 60_000;

/** Writes what a provider answered. A status callback may have been faster: what is further on stays. */
export async function finishSending(
  actor: Actor,
  message: Message,
  result: SendResult,
): Promise<SendOutcome> {
  const outcome = await transact(actor, async (tx) => {
    const now = await lockMessage(tx, message);
    return finish(tx, actor, now, result);
  });
  const { workspaceId } = message;
  if (outcome.status === "done") countForBreaker(workspaceId, journeyOf(message), "sends");
  if (outcome.status === "failed") countForBreaker(workspaceId, journeyOf(message), "failures");
  if (result.kind === "failed" && result.address === "optedOut") {
    countForBreaker(workspaceId, journeyOf(message), "optOuts");
  }
  return outcome;
}

async function finish(
  tx: Transaction,
  actor: Actor,
  message: Message,
  result: SendResult,
): Promise<SendOutcome> {
  const ids = { messageId: message.id, conversationId: message.conversationId };
  const receivedAt = new Date();
  if (result.kind === "accepted") {
    const { externalId, segments } = result;
    await tx.message.update({ where: { id: message.id }, data: { externalId } });
    const known = { ...message, externalId };
    if (message.status === "queued" || message.status === "unknown") {
      await markSent(tx, actor, known, receivedAt, segments);
    }
    return { status: "done", result: { messageId: message.id }, ...ids };
  }
  // The callback says more than our lack of an answer.
  if (message.status !== "queued") return earlierOutcome(message);
  if (result.kind === "unknown") {
    const error = { code: "no_answer", message: result.reason, retryable: false };
    await tx.message.update({ where: { id: message.id }, data: { status: "unknown", error } });
    await history(tx, message, "unknown", error, receivedAt);
    await log(tx, actor, message, "message.unknown", { code: error.code });
    return { status: "unknown", reason: result.reason, ...ids };
  }
  const mayRetry = message.runId !== null && (result.kind === "later" || result.retryable);
  if (mayRetry) {
    const at = await retryAt(tx, message, result, receivedAt.getTime());
    const reason = result.kind === "later" ? result.reason : result.message;
    // Proof that nothing went out: the retry may send this row.
    const error = { code: "later", message: reason, retryable: true };
    await tx.message.update({ where: { id: message.id }, data: { error } });
    return { status: "later", at, code: "provider", reason, ...ids };
  }
  const error =
    result.kind === "later"
      ? { code: "rate_limited", message: `${result.reason}: try again in a moment`, retryable: true }
      : { code: result.code, message: result.message, retryable: result.retryable };
  await applyStatus(tx, actor, message, {
    status: "failed",
    externalId: "",
    error,
    receivedAt,
  });
  const address = result.kind === "failed" ? result.address : undefined;
  if (address) await denyAtProvider(tx, actor, message, address, receivedAt);
  return { status: "failed", code: error.code, reason: error.message, ...ids };
}

/** Where the provider takes no more for now, what follows over this account waits as well. */
async function retryAt(tx: Transaction, message: Message, result: SendResult, now: number): Promise<number> {
  const { workspaceId, channel, channelAccountId, createdAt } = message;
  if (result.kind === "later" && channelAccountId) {
    const account = await tx.channelAccount.findUnique({ where: { id: channelAccountId } });
    const perSecond = ratePerSecond(channel, account?.sending);
    if (perSecond !== null) {
      return reserveSlot(workspaceId, channelAccountId, perSecond, { now, notBefore: result.at });
    }
    await pauseAccount(workspaceId, channelAccountId, result.at);
    return result.at;
  }
  const age = now - createdAt.getTime();
  return now + Math.min(Math.max(age / 2, RETRY), LONGEST_RETRY);
}

async function markSent(
  tx: Transaction,
  actor: Actor,
  message: Message,
  at: Date,
  segments: number | undefined,
): Promise<void> {
  await tx.message.update({
    where: { id: message.id },
    data: { status: "sent", sentAt: at, error: Prisma.DbNull },
  });
  await history(tx, message, "sent", {}, at);
  await log(tx, actor, message, "message.sent", {
    author: message.authorKind,
    ...(segments && { segments }),
  });
  await settleReply(tx, actor, message, at);
  const { workspaceId, conversationId } = message;
  await armSilence(tx, { workspaceId, conversationId, at });
}

async function history(
  tx: Transaction,
  message: Message,
  status: "sent" | "unknown",
  detail: Prisma.InputJsonObject,
  at: Date,
): Promise<void> {
  const { workspaceId, id: messageId } = message;
  await tx.messageStatusChange.create({ data: { id: uuidv7(), workspaceId, messageId, status, detail, at } });
}

async function log(
  tx: Transaction,
  actor: Actor,
  message: Message,
  type: "message.sent" | "message.unknown",
  data: { code: string } | { author: string; segments?: number },
): Promise<void> {
  const { conversationId, sessionId, channel, runId, nodeId } = message;
  await appendEvent(tx, {
    type,
    actor,
    conversationId,
    sessionId,
    messageId: message.id,
    channel,
    runId,
    nodeId,
    userId: message.authorKind === "agent" ? message.authorId : null,
    data,
  });
}
