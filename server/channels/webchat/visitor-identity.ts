import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import type { Visitor } from "#server/channels/webchat/visitor-token.ts";
import { identityScope } from "#server/contacts/identity-scope.ts";

/** The identity that a visitor is in this account: what they may see and change hangs on it alone. */
export function identityOfVisitor(account: ChatAccount, { address }: Visitor) {
  return { kind: "scoped" as const, scope: identityScope("scoped", account.id), address };
}
