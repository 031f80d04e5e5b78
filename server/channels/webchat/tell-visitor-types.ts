import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import { identityOfVisitor } from "#server/channels/webchat/visitor-identity.ts";
import type { Visitor } from "#server/channels/webchat/visitor-token.ts";
import { notifyTyping } from "#server/conversations/tell-typing.ts";
import { transact } from "#server/platform/database.ts";

/** Tells the agents that this visitor is writing; one who has said nothing yet is nobody's conversation. */
export async function tellVisitorTypes(account: ChatAccount, visitor: Visitor): Promise<void> {
  await transact(account.actor, async (tx) => {
    const session = await tx.session.findFirst({
      where: {
        channelAccountId: account.id,
        identity: identityOfVisitor(account, visitor),
      },
      orderBy: { lastActivityAt: "desc" },
    });
    if (!session) return;
    await notifyTyping(tx, account.workspaceId, session.conversationId, {
      by: "visitor",
      name: visitor.name,
    });
  });
}
