import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "#core/errors.ts";
import { environment } from "#server/platform/env.ts";

// Layout: version (1 byte), first 4 bytes of the key's SHA-256, nonce (12), tag (16), ciphertext. The key's mark
// finds the right one of several, so keys can be rotated.
const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const HEADER = 1 + 4;

/**
 * Encrypts for storage with the newest key (AES-256-GCM). `context` is bound to the result: what was sealed for
 * one row cannot be opened as another's.
 */
export function seal(plain: string | Uint8Array, context: string): Uint8Array<ArrayBuffer> {
  const [key] = keys();
  if (!key) throw new AppError("internal", "There is no encryption key");
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain as Uint8Array), cipher.final()]);
  return Uint8Array.from(
    Buffer.concat([Buffer.from([VERSION]), markOf(key), nonce, cipher.getAuthTag(), sealed]),
  );
}

/** Opens what `seal` made for the same context. Throws `internal` when it was altered or its key is gone. */
export function open(sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  const mark = bytes.subarray(1, HEADER);
  const key = bytes[0] === VERSION ? keys().find((candidate) => markOf(candidate).equals(mark)) : undefined;
  if (!key) throw new AppError("internal", "A stored secret was encrypted with a key that is not set");
  const nonce = bytes.subarray(HEADER, HEADER + NONCE);
  const tag = bytes.subarray(HEADER + NONCE, HEADER + NONCE + TAG);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(HEADER + NONCE + TAG)), decipher.final()]);
  } catch (cause) {
    throw new AppError("internal", "A stored secret could not be opened", { cause });
  }
}

/** `seal` for a record of values. */
export function sealJson(value: unknown, context: string): Uint8Array<ArrayBuffer> {
  return seal(JSON.stringify(value), context);
}

/** `open` for a record of values; parse the result before use. */
export function openJson(sealed: Uint8Array, context: string): unknown {
  return JSON.parse(open(sealed, context).toString("utf8"));
}

function keys(): Buffer[] {
  return environment().ENCRYPTION_KEY.map((key) => Buffer.from(key, "base64"));
}

function markOf(key: Buffer): Buffer {
  return createHash("sha256").update(key).digest().subarray(0, 4);
}
