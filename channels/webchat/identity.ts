import { createHmac, timingSafeEqual } from "node:crypto";
import type { VisitorIdentity } from "#channels/webchat/protocol.ts";

type Signed = Pick<VisitorIdentity, "userId" | "email" | "phone">;

/** What a site signs: the three values in this order, joined by line feeds, absent ones empty. */
export function signIdentity(identitySecret: string, { userId, email = "", phone = "" }: Signed): string {
  return createHmac("sha256", identitySecret).update(`${userId}\n${email}\n${phone}`).digest("hex");
}

/** Whether the site that shares the secret vouches for this identity; compared in constant time. */
export function isSignedIdentity(identitySecret: string, identity: VisitorIdentity): boolean {
  // A line feed inside a value could move the borders between them.
  if ([identity.userId, identity.email, identity.phone].some((value) => value?.includes("\n"))) return false;
  const expected = Buffer.from(signIdentity(identitySecret, identity), "hex");
  const told = Buffer.from(identity.hash, "hex");
  return expected.length === told.length && timingSafeEqual(expected, told);
}
