import { demoSender } from "#channels/demo-sender.ts";
import type { SendResult } from "#channels/sender.ts";
import { channelSenders } from "#channels/senders.ts";
import { AppError } from "#core/errors.ts";
import { duringQuietHours } from "#core/sending/decide-sending.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { openAccount } from "#server/channels/open-account.ts";
import { askProvider, toProvider } from "#server/conversations/ask-provider.ts";
import { finishSending } from "#server/conversations/finish-sending.ts";
import { prepareMessage } from "#server/conversations/prepare-message.ts";
import type { ReadyMessage } from "#server/conversations/prepared-message.ts";
import type { SendCommand, SendOutcome } from "#server/conversations/send-command.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Says something to a customer. The pending row is committed before the provider is called, and the provider at
 * most once: asked again with the same effect key or client key, it answers with what became of the first.
 * @returns done, failed, suppressed, unknown (the provider may have it: never repeated silently) or later
 * @throws AppError not_found, forbidden, invalid_input, reply_conflict
 */
export async function sendMessage(actor: Actor, command: SendCommand): Promise<SendOutcome> {
  authorize(actor, "conversations.reply");
  requireContent(command);
  const quiet = untilQuietHoursEnd(command);
  if (quiet) return quiet;
  const prepared = await transact(actor, (tx) => prepareMessage(tx, actor, command));
  if (prepared.kind === "settled") return prepared.outcome;
  if (prepared.kind === "ask") return askProvider(actor, prepared);
  const result = await callProvider(prepared);
  const outcome = await finishSending(actor, prepared.message, result);
  return outcome.status === "unknown" ? askProvider(actor, prepared) : outcome;
}

/** What only waits for the morning opens no conversation tonight, and asks the database nothing. */
function untilQuietHoursEnd({ run, conversationId }: SendCommand): SendOutcome | null {
  if (!run?.rules || !run.isFresh) return null;
  const verdict = duringQuietHours(run.rules, Date.now());
  if (verdict?.kind !== "later") return null;
  const { at, code, reason } = verdict;
  return { status: "later", at, code, reason, messageId: null, conversationId: conversationId ?? null };
}

function requireContent({ text, html, attachmentIds = [], conversationId, contactId }: SendCommand): void {
  if (!text?.trim() && !html?.trim() && attachmentIds.length === 0) {
    throw new AppError("invalid_input", "A message needs a text or an attachment");
  }
  if (!conversationId && !contactId) {
    throw new AppError("invalid_input", "A message needs a conversation or a contact");
  }
}

async function callProvider(ready: ReadyMessage): Promise<SendResult> {
  const { message, account } = ready;
  // The demo's widget is real: its visitors are whoever tries it. Its other accounts only pretend.
  const isPretending = account.isDemo && account.type !== "webchat";
  const sender = isPretending ? demoSender : channelSenders[message.channel];
  if (!sender) {
    return {
      kind: "failed",
      code: "no_sender",
      message: "Nothing can be sent by this channel yet",
      retryable: false,
    };
  }
  return sender.send(openAccount(account), toProvider(ready), { now: Date.now });
}
