import { channelDefinitions } from "#channels/definitions.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { chooseRoute, type Route } from "#server/conversations/choose-route.ts";
import { insertMessage } from "#server/conversations/insert-message.ts";
import { authorOf } from "#server/conversations/message-author.ts";
import { findOrOpenConversation } from "#server/conversations/open-conversation.ts";
import { type PreparedMessage, readyMessage } from "#server/conversations/prepared-message.ts";
import { requireNoReplySince } from "#server/conversations/reply-conflict.ts";
import { resendMessage } from "#server/conversations/resend-message.ts";
import { isResolvedSince } from "#server/conversations/resolved-since.ts";
import type { SendCommand } from "#server/conversations/send-command.ts";
import { takeOver } from "#server/conversations/take-over.ts";
import type { Transaction } from "#server/platform/database.ts";
import { checkSending } from "#server/sending/check-sending.ts";

/** Everything that comes before the provider, in one transaction: the conversation, the way, the pending row. */
export async function prepareMessage(
  tx: Transaction,
  actor: Actor,
  command: SendCommand,
): Promise<PreparedMessage> {
  const conversation = await conversationOf(tx, actor, command);
  const earlier = await findEarlier(tx, conversation.id, command);
  if (earlier) return resendMessage(tx, actor, conversation, earlier, command);
  await requireNoReplySince(tx, conversation.id, command.lastSeenMessageId);
  const choice = await chooseRoute(tx, conversation, command);
  if ("failure" in choice) {
    const outcome = { status: "failed" as const, ...choice.failure };
    return { kind: "settled", outcome: { ...outcome, messageId: null, conversationId: conversation.id } };
  }
  const { route } = choice;
  requireFit(route, command);
  const verdict = await checkSending(tx, { conversation, route, command, isResend: false });
  if (verdict.kind === "later") {
    const { kind: _, ...later } = verdict;
    const outcome = { status: "later" as const, ...later };
    return { kind: "settled", outcome: { ...outcome, messageId: null, conversationId: conversation.id } };
  }
  const suppression = verdict.kind === "suppressed" ? verdict : null;
  const message = await insertMessage(tx, actor, conversation, route, command, suppression);
  if (suppression) {
    const { code, reason } = suppression;
    const outcome = { status: "suppressed" as const, code, reason };
    return {
      kind: "settled",
      outcome: { ...outcome, messageId: message.id, conversationId: conversation.id },
    };
  }
  const staysAway = isResolvedSince(conversation, command.writtenAt ?? null);
  if (authorOf(actor, command).isHuman && !staysAway) await takeOver(tx, actor, conversation);
  return { kind: "send", ...(await readyMessage(tx, message)) };
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

function requireFit({ channel }: Route, { text = "", attachmentIds = [] }: SendCommand): void {
  const { title, limits } = channelDefinitions[channel];
  if (limits.textLength !== null && text.length > limits.textLength) {
    throw new AppError("invalid_input", `text: ${title} takes at most ${limits.textLength} characters`);
  }
  if (attachmentIds.length > limits.attachments) {
    throw new AppError("invalid_input", `attachments: ${title} takes at most ${limits.attachments}`);
  }
}
