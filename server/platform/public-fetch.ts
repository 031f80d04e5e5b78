import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { Agent, type Dispatcher, fetch, type RequestInit, type Response } from "undici";
import { environment } from "#server/platform/env.ts";

// What customers of ours write is called from inside our network. So each address that a connection is made to is
// looked at when it is made: a check before would be another look-up, with perhaps another answer.

const MOST_REDIRECTS = 5;
const CONNECT_TIMEOUT = 10_000;

export type OutwardRequest = Pick<RequestInit, "method" | "headers" | "body" | "signal">;

/** Why a call was not made, or its answer not taken. Trying again changes nothing. */
export class OutwardError extends Error {
  override readonly name = "OutwardError";
  readonly code: "private_address" | "invalid_address" | "bad_redirect" | "too_large";

  constructor(code: OutwardError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

const guarded = new Agent({ connect: { lookup: publicLookup(), timeout: CONNECT_TIMEOUT } });
const open = new Agent({ connect: { timeout: CONNECT_TIMEOUT } });

/**
 * Calls an address on the internet, and none that is private, however it is written, resolved or redirected to.
 * Redirects within one origin are followed; to another only without headers and body of the caller's, so for GET
 * and HEAD alone.
 * @throws OutwardError, or what `fetch` throws
 */
export async function fetchPublic(url: string, request: OutwardRequest): Promise<Response> {
  let address = readAddress(url);
  let current = request;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await callOnce(address, current);
    const location = response.headers.get("location");
    if (location === null || ![301, 302, 303, 307, 308].includes(response.status)) return response;
    await response.body?.cancel();
    const target = readAddress(location, address);
    current = redirected(current, response.status, target.origin === address.origin);
    address = target;
  }
  throw new OutwardError("bad_redirect", `The service redirects more than ${MOST_REDIRECTS} times`);
}

async function callOnce(address: URL, request: OutwardRequest): Promise<Response> {
  const isAllowed = environment().PRIVATE_ADDRESSES_ALLOWED.includes(hostAndPortOf(address));
  const literal = address.hostname.replace(/^\[|\]$/g, "");
  if (!isAllowed && ipaddr.isValid(literal) && !isPublicAddress(literal)) throw refusal(address.hostname);
  const dispatcher: Dispatcher = isAllowed ? open : guarded;
  try {
    return await fetch(address, { ...request, redirect: "manual", dispatcher });
  } catch (error) {
    throw error instanceof Error && error.cause instanceof OutwardError ? error.cause : error;
  }
}

function readAddress(text: string, base?: URL): URL {
  const address = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (address?.protocol !== "http:" && address?.protocol !== "https:") {
    throw new OutwardError("invalid_address", "The address must begin with https:// or http://");
  }
  if (address.username !== "" || address.password !== "") {
    throw new OutwardError("invalid_address", "Put a name and password into a header, not into the address");
  }
  return address;
}

/** As browsers do: what was posted is fetched after a 301, 302 or 303, and posted again after a 307 or 308. */
function redirected(request: OutwardRequest, status: number, isSameOrigin: boolean): OutwardRequest {
  const { method = "GET", signal } = request;
  const isReading = method === "GET" || method === "HEAD";
  const becomesGet = status <= 303 && !isReading;
  if (!isSameOrigin) {
    if (!isReading && !becomesGet) {
      throw new OutwardError("bad_redirect", "The service sends on what it is given to another site");
    }
    return { method: becomesGet ? "GET" : method, ...(signal ? { signal } : {}) };
  }
  if (!becomesGet) return request;
  const { body: _, ...rest } = request;
  return { ...rest, method: "GET" };
}

/** Whether an IPv4 or IPv6 address is one of the internet's, and none that stands for another inside of it. */
export function isPublicAddress(address: string): boolean {
  // A zone such as fe80::1%eth0 is of this machine alone.
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // Of IPv6 only 2000::/3 is given out (RFC 4291, IANA); what ipaddr.js has no name for is no exception.
  return parsed.kind() === "ipv4" || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

function publicLookup(): LookupFunction {
  return (hostname, options, callback) => {
    const settings: LookupOptions = { ...options, all: true };
    lookup(hostname, settings, (error, found) => {
      const addresses = found as unknown as LookupAddress[];
      if (error) return callback(error, "", 4);
      const [first] = addresses;
      // One private address among others is a trap: which of them is used would be chance.
      if (!first || addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(refusal(hostname) as NodeJS.ErrnoException, "", 4);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function refusal(host: string): OutwardError {
  return new OutwardError("private_address", `${host} is a private address, which journeys may not call`);
}

function hostAndPortOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`.toLowerCase();
}

/**
 * Reads an answer as text.
 * @throws OutwardError `too_large` as soon as it is longer than `limit` bytes
 */
export async function readBounded(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    if (size > limit) {
      throw new OutwardError("too_large", `The answer is longer than ${Math.floor(limit / 1000)} kB`);
    }
    chunks.push(bytes);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Codes of failures before a connection stood: nothing was sent. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Whether a call failed before anything of it was sent. */
export function wasNotSent(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && NOT_CONNECTED.has(code);
}
