import type { ChannelAccount, Message } from "#prisma/generated/client.ts";
import type { SendOutcome } from "#server/conversations/send-command.ts";
import type { Transaction } from "#server/platform/database.ts";

/** A message with all that its provider is given. */
export interface ReadyMessage {
  message: Message;
  account: ChannelAccount;
  to: string;
  attachments: { url: string; contentType: string; name: string }[];
}

/** send: to be given to the provider. ask: the provider may have it, and is asked. settled: there is nothing to do. */
export type PreparedMessage =
  | { kind: "settled"; outcome: SendOutcome }
  | ({ kind: "send" | "ask" } & ReadyMessage);

/** Reads what a provider needs to know of a message that is stored. */
export async function readyMessage(tx: Transaction, message: Message): Promise<ReadyMessage> {
  const account = await tx.channelAccount.findUniqueOrThrow({
    where: { id: message.channelAccountId ?? "" },
  });
  const identity = await tx.identity.findUniqueOrThrow({ where: { id: message.identityId ?? "" } });
  const stored = await tx.attachment.findMany({ where: { messageId: message.id }, orderBy: { id: "asc" } });
  const attachments = stored.flatMap(({ sourceUrl, contentType, name }) =>
    sourceUrl ? [{ url: sourceUrl, contentType, name }] : [],
  );
  return { message, account, to: identity.address, attachments };
}
