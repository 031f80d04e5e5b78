import type { OutboundMessage } from "#channels/sender.ts";
import { channelSenders } from "#channels/senders.ts";
import type { Message } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { openAccount } from "#server/channels/open-account.ts";
import { finishSending } from "#server/conversations/finish-sending.ts";
import type { ReadyMessage } from "#server/conversations/prepared-message.ts";
import type { SendOutcome } from "#server/conversations/send-command.ts";
import { sentAt } from "#server/conversations/send-outcome.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

/** Milliseconds after the attempt for which a run asks again before a person has to look. */
const ASK_FOR = 30_000;
const ASK_AGAIN = 8_000;

/**
 * Asks the provider for a message whose answer never came. Found: it is sent. Not found, or no answer to that either:
 * a run asks again for a while, since a list may lag; then the message is `unknown`. Never sends.
 */
export async function askProvider(actor: Actor, ready: ReadyMessage): Promise<SendOutcome> {
  const { message, account } = ready;
  const ids = { messageId: message.id, conversationId: message.conversationId };
  const attemptedAt = sentAt(message);
  const sender = channelSenders[message.channel];
  const answer = account.isDemo
    ? undefined
    : await sender?.find?.(openAccount(account), toProvider(ready), attemptedAt);
  if (answer?.kind === "found") {
    const externalId = await firstOfNobody(actor, message, answer.externalIds);
    if (externalId) return finishSending(actor, message, { kind: "accepted", externalId, status: "sent" });
  }
  const now = Date.now();
  if (answer && answer.kind !== "silent" && message.runId && now - attemptedAt < ASK_FOR) {
    const reason = "No answer came; the provider does not have it so far and is asked again";
    return { status: "later", at: now + ASK_AGAIN, code: "asking", reason, ...ids };
  }
  // Written down, so that a status that comes later settles it; one that came meanwhile says more than we do.
  return finishSending(actor, message, { kind: "unknown", reason: "No answer came: it may have gone out" });
}

/** What no other message of the account is known to be. */
async function firstOfNobody(
  actor: Actor,
  { channelAccountId }: Message,
  externalIds: string[],
): Promise<string | undefined> {
  if (externalIds.length === 0) return undefined;
  const known = await transact(actor, (tx) =>
    tx.message.findMany({
      where: { channelAccountId, externalId: { in: externalIds } },
      select: { externalId: true },
    }),
  );
  return externalIds.find((id) => !known.some(({ externalId }) => externalId === id));
}

/** A message as its channel's sender takes it. */
export function toProvider({ message, account, to, attachments }: ReadyMessage): OutboundMessage {
  const base = `${environment().PUBLIC_URL}/api/webhooks/${account.type}/${account.id}`;
  const content = message.content as { buttons?: OutboundMessage["buttons"] };
  return {
    messageId: message.id,
    to,
    text: message.text,
    attachments,
    buttons: content.buttons ?? [],
    ...(message.subject && { subject: message.subject }),
    ...(message.html && { html: message.html }),
    statusCallbackUrl: `${base}?message=${message.id}`,
  };
}
