import { offlineError, parseError } from "#components/api/api-error.ts";

const BASE = "/api/v1";

export type QueryValue = string | number | boolean | undefined | null | readonly string[];

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  body?: unknown;
  signal?: AbortSignal;
  /** Makes a repeated POST harmless. */
  idempotencyKey?: string;
}

/** An address below the API with its query; what is empty is left out, lists are joined by commas. */
export function addressOf(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value) && value.length === 0) continue;
    search.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text && `?${text}`}`;
}

async function request<Result>(method: string, path: string, options: RequestOptions = {}): Promise<Result> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  if (options.idempotencyKey) headers["idempotency-key"] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(addressOf(path, options.query), {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw offlineError();
  }
  const text = await response.text();
  const body = parseJson(text);
  if (!response.ok) throw parseError(response.status, body);
  return body as Result;
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The API for the browser. Every failure is an `ApiError`. */
export const api = {
  get: <Result>(path: string, options?: Omit<RequestOptions, "body">) =>
    request<Result>("GET", path, options),
  post: <Result = unknown>(path: string, body?: unknown, options?: RequestOptions) =>
    request<Result>("POST", path, { ...options, body: body ?? {} }),
  put: <Result = unknown>(path: string, body: unknown, options?: RequestOptions) =>
    request<Result>("PUT", path, { ...options, body }),
  patch: <Result = unknown>(path: string, body: unknown, options?: RequestOptions) =>
    request<Result>("PATCH", path, { ...options, body }),
  delete: <Result = unknown>(path: string, options?: RequestOptions) =>
    request<Result>("DELETE", path, options),
};
