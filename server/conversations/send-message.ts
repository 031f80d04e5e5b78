import { demoSender } from "#channels/demo-sender.ts";
import type { SendResult } from "#channels/sender.ts";
import { channelSenders } from "#channels/senders.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { openAccount } from "#server/channels/open-account.ts";
import { finishSending } from "#server/conversations/finish-sending.ts";
import { type PreparedMessage, prepareMessage } from "#server/conversations/prepare-message.ts";
import type { SendCommand, SendOutcome } from "#server/conversations/send-command.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

/**
 * Says something to a customer. The pending row is committed before the provider is called, and the provider at
 * most once: asked again with the same effect key or client key, it answers with what became of the first.
 * @returns done, failed, suppressed, unknown (the provider may have it: never repeated silently) or later
 * @throws AppError not_found, forbidden, invalid_input, reply_conflict
 */
export async function sendMessage(actor: Actor, command: SendCommand): Promise<SendOutcome> {
  authorize(actor, "conversations.reply");
  requireContent(command);
  const prepared = await transact(actor, (tx) => prepareMessage(tx, actor, command));
  if (prepared.kind === "settled") return prepared.outcome;
  const result = await callProvider(prepared);
  return finishSending(actor, prepared.message, result);
}

function requireContent({ text, html, attachmentIds = [], conversationId, contactId }: SendCommand): void {
  if (!text?.trim() && !html?.trim() && attachmentIds.length === 0) {
    throw new AppError("invalid_input", "A message needs a text or an attachment");
  }
  if (!conversationId && !contactId) {
    throw new AppError("invalid_input", "A message needs a conversation or a contact");
  }
}

async function callProvider({
  message,
  account,
  to,
  attachments,
}: Extract<PreparedMessage, { kind: "send" }>) {
  // The demo's widget is real: its visitors are whoever tries it. Its other accounts only pretend.
  const isPretending = account.isDemo && account.type !== "webchat";
  const sender = isPretending ? demoSender : channelSenders[message.channel];
  if (!sender) {
    const failed: SendResult = {
      kind: "failed",
      code: "no_sender",
      message: "Nothing can be sent by this channel yet",
      retryable: false,
    };
    return failed;
  }
  const base = `${environment().PUBLIC_URL}/api/webhooks/${account.type}/${account.id}`;
  const content = message.content as { buttons?: { id: string; label: string; url?: string }[] };
  return sender.send(
    openAccount(account),
    {
      messageId: message.id,
      to,
      text: message.text,
      attachments,
      buttons: content.buttons ?? [],
      ...(message.subject && { subject: message.subject }),
      ...(message.html && { html: message.html }),
      statusCallbackUrl: `${base}?message=${message.id}`,
    },
    { now: Date.now },
  );
}
