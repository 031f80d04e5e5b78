import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { type Payload, type PayloadCodec, ValueError } from "@temporalio/common";
import { decode, encode } from "@temporalio/common/lib/encoding.js";

const ENCODING = "binary/throughline-aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  id: string;
  secret: Buffer;
}

/**
 * Encrypts every payload that leaves for Temporal with AES-256-GCM, each under a fresh nonce and with the id
 * of its key beside it. To rotate, put the new key first and keep the old ones behind it for decoding.
 * @param keys 32 bytes each, base64
 */
export function createPayloadCodec(keys: readonly string[]): PayloadCodec {
  const ring = keys.map(readKey);
  const byId = new Map(ring.map((key) => [key.id, key]));
  const newest = ring[0];
  if (!newest) throw new ValueError("ENCRYPTION_KEY holds no key.");
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, newest)),
    decode: async (payloads) => payloads.map((payload) => decrypt(payload, byId)),
  };
}

function readKey(base64: string): Key {
  const secret = Buffer.from(base64, "base64");
  if (secret.length !== 32) {
    throw new ValueError(
      `ENCRYPTION_KEY must be 32 bytes in base64 (openssl rand -base64 32); this is ${secret.length} bytes.`,
    );
  }
  const id = createHash("sha256").update(secret).digest("hex").slice(0, 12);
  return { id, secret };
}

function encrypt(payload: Payload, key: Key): Payload {
  const nonce = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.secret, nonce);
  // The id is authenticated too, so that a payload cannot be passed off as another key's.
  cipher.setAAD(Buffer.from(key.id));
  const plain = pack(payload);
  const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: encode(ENCODING), "key-id": encode(key.id) }, data };
}

function decrypt(payload: Payload, keys: Map<string, Key>): Payload {
  const encoding = payload.metadata?.encoding;
  if (!encoding || decode(encoding) !== ENCODING) return payload;
  const id = payload.metadata?.["key-id"] ? decode(payload.metadata["key-id"]) : "none";
  const key = keys.get(id);
  if (!key) {
    throw new ValueError(
      `A Temporal payload was encrypted with key ${id}, which this process does not have (it has ${[...keys.keys()].join(", ")}). ` +
        "After a rotation ENCRYPTION_KEY names the former keys too, behind the new one, separated by commas.",
    );
  }
  const data = Buffer.from(payload.data ?? new Uint8Array());
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.secret, data.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
    const body = data.subarray(IV_BYTES, data.length - TAG_BYTES);
    const plain = Buffer.concat([decipher.update(body), decipher.final()]);
    return unpack(plain);
  } catch (cause) {
    throw new ValueError(`A Temporal payload under key ${id} is damaged or was tampered with.`, cause);
  }
}

/** Length of the metadata as four bytes, the metadata as JSON, the data as it is. */
function pack({ metadata, data }: Payload): Buffer {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, decode(value)]);
  const head = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  // An empty payload's data comes as a plain array from some parts of the SDK.
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

function unpack(plain: Buffer): Payload {
  const end = 4 + plain.readUInt32BE(0);
  const head = JSON.parse(plain.subarray(4, end).toString()) as Record<string, string>;
  const metadata = Object.fromEntries(Object.entries(head).map(([name, value]) => [name, encode(value)]));
  return { metadata, data: plain.subarray(end) };
}
