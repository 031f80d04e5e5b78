import { createHmac } from "node:crypto";

/**
 * Headers by which the receiver knows who calls and that nothing was changed, as Standard Webhooks has them: the
 * signature is HMAC-SHA256 over `id.timestamp.body`. A secret that begins with `whsec_` is base64 after that.
 */
export function signWebhook(id: string, body: string, secret: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
