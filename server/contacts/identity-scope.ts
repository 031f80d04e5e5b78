import type { IdentityKind } from "#prisma/generated/enums.ts";

/** Phones and e-mails are one per workspace; an id given by a provider means something in its account alone. */
export function identityScope(kind: IdentityKind, channelAccountId: string): string {
  return kind === "scoped" ? channelAccountId : "";
}
