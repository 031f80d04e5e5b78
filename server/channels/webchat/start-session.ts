import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { isSignedIdentity } from "#channels/webchat/identity.ts";
import type { startSessionSchema, VisitorSession } from "#channels/webchat/protocol.ts";
import { AppError } from "#core/errors.ts";
import type { ChatAccount } from "#server/channels/webchat/chat-account.ts";
import { identifyVisitor, userAddress } from "#server/channels/webchat/identify-visitor.ts";
import { listVisitorMessages } from "#server/channels/webchat/visitor-messages.ts";
import { openVisitor, sealVisitor, type Visitor } from "#server/channels/webchat/visitor-token.ts";
import { isUniqueViolation, transact } from "#server/platform/database.ts";

/**
 * Starts a visitor's chat session, or resumes the one of a token. A visitor stays anonymous, whatever they type, until
 * the site vouches for who they are; nothing is stored for one who says nothing.
 * @throws AppError forbidden for a forged identity, unauthenticated for a token that is no longer good
 */
export async function startSession(
  account: ChatAccount,
  { token, identity }: z.output<typeof startSessionSchema>,
): Promise<VisitorSession> {
  const visitor = identity ? await vouchedFor(account, identity) : anonymous(account, token);
  const { title, color, greeting } = account.config;
  return {
    token: sealVisitor(account.id, visitor),
    config: { title, color, greeting },
    messages: await listVisitorMessages(account, visitor),
  };
}

/** A token of a signed-in user is no longer good once the site stops naming them: somebody signed out. */
function anonymous(account: ChatAccount, token: string | undefined): Visitor {
  if (account.config.requireIdentity)
    throw new AppError("forbidden", "This chat is for signed-in users. Sign in, then open it again.");
  const known = token ? openVisitor(account.id, token) : null;
  return known?.address.startsWith("visitor:") ? known : { address: `visitor:${randomUUID()}` };
}

async function vouchedFor(
  account: ChatAccount,
  identity: NonNullable<z.output<typeof startSessionSchema>["identity"]>,
): Promise<Visitor> {
  if (!account.identitySecret || !isSignedIdentity(account.identitySecret, identity))
    throw new AppError(
      "forbidden",
      "The identity's hash does not match. Make it on the server with the secret.",
    );
  const identify = () =>
    transact(account.actor, (tx) => identifyVisitor(tx, account.actor, account.id, identity));
  await identify().catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    return identify();
  });
  return { address: userAddress(identity.userId), ...(identity.name && { name: identity.name }) };
}
