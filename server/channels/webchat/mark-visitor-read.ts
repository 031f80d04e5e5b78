import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import { identityOfVisitor } from "#server/channels/webchat/visitor-identity.ts";
import type { Visitor } from "#server/channels/webchat/visitor-token.ts";
import { recordDeliveryStatus } from "#server/conversations/update-delivery.ts";
import { transact } from "#server/platform/database.ts";

/** Marks everything of ours up to a message as read by this visitor. An id of somebody else's changes nothing. */
export async function markVisitorRead(
  account: ChatAccount,
  visitor: Visitor,
  messageId: string,
): Promise<void> {
  const mine = {
    direction: "out" as const,
    channelAccountId: account.id,
    session: { identity: identityOfVisitor(account, visitor) },
  };
  const unread = await transact(account.actor, async (tx) => {
    const last = await tx.message.findFirst({ where: { ...mine, id: messageId } });
    if (!last) return [];
    const where = { ...mine, at: { lte: last.at }, status: { in: ["sent" as const, "delivered" as const] } };
    return tx.message.findMany({ where, orderBy: { at: "asc" }, take: 200 });
  });
  for (const { id, externalId } of unread)
    await recordDeliveryStatus(account.actor, {
      channelAccountId: account.id,
      externalId: externalId ?? id,
      messageId: id,
      status: "read",
      receivedAt: new Date(),
    });
}
