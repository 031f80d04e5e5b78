import { channelSenders } from "#channels/senders.ts";
import { type Conversation, type Message, Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Suppression } from "#server/conversations/insert-message.ts";
import { journeyOf } from "#server/conversations/message-author.ts";
import { type PreparedMessage, readyMessage } from "#server/conversations/prepared-message.ts";
import type { SendCommand, SendOutcome } from "#server/conversations/send-command.ts";
import { earlierOutcome, sentAt } from "#server/conversations/send-outcome.ts";
import type { Transaction } from "#server/platform/database.ts";
import { checkSending } from "#server/sending/check-sending.ts";

/** Milliseconds after its provider was called in which whoever called may still get the answer. */
const IN_FLIGHT = 20_000;

/**
 * The same send again. What provably did not go out is sent now, if it still may. What another caller is sending
 * at this moment is waited for. What was left without an answer may have reached the provider: it is `unknown`.
 */
export async function resendMessage(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  message: Message,
  command: SendCommand,
): Promise<PreparedMessage> {
  if (message.status === "unknown" && command.run) return askOrSettle(tx, message);
  if (message.status !== "queued") return settled(earlierOutcome(message));
  if (isRetryable(message)) return retryMessage(tx, actor, conversation, message, command);
  if (!command.run) return settled(earlierOutcome(message));
  const until = sentAt(message) + IN_FLIGHT;
  if (until > Date.now()) {
    const reason = "It is being sent at this moment";
    return settled({ ...idsOf(message), status: "later", at: until, code: "in_flight", reason });
  }
  const code = "interrupted";
  const error = { code, message: "Sending was interrupted; it may have gone out", retryable: false };
  const unknown = await tx.message.update({ where: { id: message.id }, data: { status: "unknown", error } });
  await log(tx, actor, message, "message.unknown", code);
  return askOrSettle(tx, unknown);
}

async function retryMessage(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  message: Message,
  command: SendCommand,
): Promise<PreparedMessage> {
  const { channel, channelAccountId, identityId } = message;
  const route = { channel, accountId: channelAccountId ?? "", identityId: identityId ?? "" };
  const verdict = await checkSending(tx, { conversation, route, command, isResend: true });
  if (verdict.kind === "later") {
    const { kind: _, ...later } = verdict;
    return settled({ ...idsOf(message), status: "later", ...later });
  }
  if (verdict.kind === "suppressed") {
    await suppress(tx, actor, message, verdict);
    const { code, reason } = verdict;
    return settled({ ...idsOf(message), status: "suppressed", code, reason });
  }
  // Whoever clears the error is the one who sends: of two that come here at once, the other finds it cleared.
  const claimed = await tx.message.updateManyAndReturn({
    where: { id: message.id, status: "queued", NOT: { error: { equals: Prisma.DbNull } } },
    data: { error: Prisma.DbNull, attemptedAt: new Date() },
  });
  const [mine] = claimed;
  return mine ? { kind: "send", ...(await readyMessage(tx, mine)) } : settled(earlierOutcome(message));
}

async function askOrSettle(tx: Transaction, message: Message): Promise<PreparedMessage> {
  if (!channelSenders[message.channel]?.find) return settled(earlierOutcome(message));
  return { kind: "ask", ...(await readyMessage(tx, message)) };
}

async function suppress(
  tx: Transaction,
  actor: Actor,
  message: Message,
  { code, reason }: Suppression,
): Promise<void> {
  const error = { code, message: reason, retryable: false };
  await tx.message.update({ where: { id: message.id }, data: { status: "suppressed", error } });
  await log(tx, actor, message, "message.suppressed", code);
}

function log(
  tx: Transaction,
  actor: Actor,
  message: Message,
  type: "message.unknown" | "message.suppressed",
  code: string,
): Promise<string> {
  const { id: messageId, conversationId, channel, runId, nodeId } = message;
  const about = { conversationId, messageId, channel, runId, nodeId, journeyId: journeyOf(message) };
  return appendEvent(tx, { type, actor, ...about, data: { code } });
}

function settled(outcome: SendOutcome): PreparedMessage {
  return { kind: "settled", outcome };
}

function idsOf({ id, conversationId }: Message) {
  return { messageId: id, conversationId };
}

function isRetryable(message: Message): boolean {
  return (message.error as { retryable?: boolean } | null)?.retryable === true;
}
