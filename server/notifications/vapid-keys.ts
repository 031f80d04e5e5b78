import { createECDH, hkdfSync } from "node:crypto";
import { environment } from "#server/platform/env.ts";

/**
 * By which push services know this instance: a P-256 pair made from its oldest encryption key, so that every process
 * of it has the same one and nothing more is to be kept. Both halves are base64url.
 */
export function vapidKeys(): { publicKey: string; privateKey: string } {
  const root = environment().ENCRYPTION_KEY.at(-1) ?? "";
  const pair = createECDH("prime256v1");
  // All but one in 2^32 of 32-byte numbers are below the curve's order; that one takes the next.
  for (let attempt = 0; ; attempt++) {
    const scalar = hkdfSync("sha256", Buffer.from(root, "base64"), "throughline", `vapid ${attempt}`, 32);
    try {
      pair.setPrivateKey(Buffer.from(scalar));
    } catch {
      continue;
    }
    return {
      publicKey: pair.getPublicKey("base64url"),
      privateKey: Buffer.from(scalar).toString("base64url"),
    };
  }
}
