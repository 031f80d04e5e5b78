import { RequestError } from "#server/http/problem.ts";

const MEGABYTE = 1024 * 1024;

/** Lone halves of a surrogate pair: no Unicode text, and refused by Postgres. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The body as it came, refused past a number of bytes before all of it is read. */
export async function readBytes(request: Request, limit = MEGABYTE): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > limit) throw tooLarge(limit);
      chunks.push(next.value);
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError(400, "malformed_body", "The body broke off.");
  } finally {
    reader.releaseLock();
  }
  return Buffer.concat(chunks);
}

/** The same as text. */
export async function readText(request: Request, limit = MEGABYTE): Promise<string> {
  const bytes = await readBytes(request, limit);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RequestError(400, "malformed_body", "The body is not UTF-8 text.");
  }
}

/** Parses a JSON body, and refuses what the database could not hold. An empty body is `undefined`. */
export function parseJsonBody(request: Request, text: string): unknown {
  if (text.trim() === "") return undefined;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!/^application\/([\w.-]+\+)?json$/.test(type)) {
    const told = type === "" ? "none was named" : `this is ${type.slice(0, 100)}`;
    throw new RequestError(415, "unsupported_media_type", `Send the body as application/json; ${told}.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message.slice(0, 200) : "";
    throw new RequestError(400, "malformed_json", `The body is not JSON: ${where}`);
  }
  refuseUnstorable(value);
  return value;
}

/** True for text that Postgres can hold: without NUL characters and lone surrogates. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !LONE_SURROGATE.test(text);
}

/** Refuses JSON that holds text which Postgres cannot, naming the field. @throws RequestError */
export function refuseUnstorable(root: unknown): void {
  const pending: { value: unknown; path: string; depth: number }[] = [{ value: root, path: "", depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path, depth } = next;
    if (typeof value === "string" && !isStorable(value)) throw unstorable(path);
    if (typeof value !== "object" || value === null) continue;
    if (depth >= 64) throw new RequestError(400, "malformed_body", "The body is nested too deeply.");
    for (const [key, child] of Object.entries(value)) {
      if (!isStorable(key)) throw unstorable(path);
      pending.push({ value: child, path: path ? `${path}.${key}` : key, depth: depth + 1 });
    }
  }
}

function unstorable(path: string): RequestError {
  const message = "Text may hold neither NUL characters nor halves of surrogate pairs.";
  const field = { code: "invalid_field", severity: "error" as const, ...(path ? { path } : {}), message };
  return new RequestError(400, "invalid_request", message, [field]);
}

function tooLarge(limit: number): RequestError {
  return new RequestError(413, "too_large", `The body may have at most ${limit} bytes.`);
}
