import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "#core/errors.ts";

/** Milliseconds that the sender's clock may differ from ours, and that a delivery may have been under way. */
const TOLERANCE = 5 * 60_000;

/**
 * Holds a delivery against its signature (Standard Webhooks): HMAC-SHA256 over `id.timestamp.` and the raw bytes.
 * @returns the delivery's own id
 * @throws AppError `invalid_request` where a header is missing or the time is too far off, `forbidden` where no signature fits
 */
export function verifyCrmWebhook(
  headers: Record<string, string>,
  body: Uint8Array,
  secret: string,
  now: number,
): string {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const signatures = headers["webhook-signature"] ?? "";
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) throw missing("webhook-id");
  if (!/^\d{1,12}$/.test(timestamp)) throw missing("webhook-timestamp");
  if (signatures === "") throw missing("webhook-signature");
  const expected = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest();
  if (!signatures.split(" ").some((each) => isSame(each, expected))) {
    throw new AppError("forbidden", "The signature does not match this connection’s signing secret.");
  }
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE) {
    throw new AppError("invalid_request", "webhook-timestamp: more than 5 minutes from now. Sign it anew.");
  }
  return id;
}

function keyOf(secret: string): string | Buffer {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : secret;
}

function isSame(signature: string, expected: Buffer): boolean {
  const [version, text = ""] = signature.split(",");
  const told = Buffer.from(text, "base64");
  return version === "v1" && told.length === expected.length && timingSafeEqual(told, expected);
}

function missing(name: string): AppError {
  return new AppError("invalid_request", `The header ${name} is missing or not right.`);
}
