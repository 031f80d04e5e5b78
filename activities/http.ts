import type { Response } from "undici";
import { failed, type SlowPerformer, type SlowRequest, tryAgain } from "#activities/slow-performer.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { hideSecrets } from "#core/hide-secrets.ts";
import type { EffectOutcome, HttpEffect } from "#core/journey/effect.ts";
import { fillSecrets } from "#core/journey/secret-marks.ts";
import type { Json } from "#core/json.ts";
import { findSecrets } from "#server/journeys/read-secret.ts";
import {
  fetchPublic,
  OutwardError,
  type OutwardRequest,
  readBounded,
  wasNotSent,
} from "#server/platform/public-fetch.ts";

/** Bytes of an answer that is saved: what a run carries stays small. */
const LONGEST_ANSWER = 200_000;
const LONGEST_DELAY = 60_000;
/** Doing these twice is the same as once (RFC 9110, 9.2.2). */
const REPEATABLE: ReadonlySet<string> = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/**
 * Calls a service. The run's key goes along as `Idempotency-Key`. What may have been carried out is asked again only
 * where the method allows it; else it fails, or is unknown where the worker died over it.
 */
export const performHttp: SlowPerformer<"http"> = async (request) => {
  const { effect, interrupted, workspaceId } = request;
  if (interrupted && !REPEATABLE.has(effect.method)) {
    const reason = "The worker stopped during the call, so nobody knows whether the service carried it out.";
    return { status: "unknown", reason };
  }
  const secrets = await findSecrets(workspaceId, effect.secrets);
  const missing = effect.secrets.find((key) => !secrets.has(key));
  if (missing !== undefined) {
    return failed("unknown_secret", `There is no secret "${missing}" in this workspace.`);
  }
  const limit = AbortSignal.timeout(durationToMilliseconds(effect.timeout));
  try {
    const response = await fetchPublic(fillSecrets(effect.url, effect.mark, secrets), {
      ...requestOf(request, secrets),
      signal: AbortSignal.any([limit, request.signal]),
    });
    return await outcomeOf(response, effect, [...secrets.values()]);
  } catch (error) {
    if (error instanceof OutwardError) return failed(error.code, `${error.message}.`);
    if (wasNotSent(error)) throw tryAgain("The service could not be reached.");
    if (!limit.aborted) throw error;
    if (REPEATABLE.has(effect.method)) throw tryAgain(`No answer came within ${effect.timeout}.`);
    return failed("timeout", `No answer came within ${effect.timeout}; the service may have carried it out.`);
  }
};

function requestOf({ effect, key }: SlowRequest<"http">, secrets: Map<string, string>): OutwardRequest {
  const { method, mark, body } = effect;
  const headers = new Headers({ "user-agent": "Throughline", "idempotency-key": key });
  if (body !== undefined) {
    headers.set("content-type", typeof body === "string" ? "text/plain; charset=utf-8" : "application/json");
  }
  for (const [name, value] of Object.entries(fillSecrets(effect.headers, mark, secrets))) {
    // A line break would begin a header of somebody else's.
    headers.set(name, value.replace(/[\r\n\0]+/g, " "));
  }
  const filled = body === undefined ? undefined : fillSecrets(body, mark, secrets);
  return {
    method,
    headers: [...headers],
    ...(filled === undefined ? {} : { body: typeof filled === "string" ? filled : JSON.stringify(filled) }),
  };
}

async function outcomeOf(response: Response, effect: HttpEffect, secrets: string[]): Promise<EffectOutcome> {
  const { status } = response;
  const answered = `The service answered ${status}.`;
  if (!response.ok) {
    await response.body?.cancel();
    const isBusy = status === 429 || status === 503;
    if (isBusy || (status >= 500 && REPEATABLE.has(effect.method))) {
      throw tryAgain(answered, retryAfter(response));
    }
    return failed(`http_${status}`, answered);
  }
  if (!effect.saves) {
    await response.body?.cancel();
    return { status: "done" };
  }
  const text = await readBounded(response, LONGEST_ANSWER);
  return { status: "done", result: read(text, response.headers.get("content-type") ?? "", secrets) };
}

function read(text: string, type: string, secrets: string[]): Json {
  if (!/[/+]json\b/i.test(type)) return withoutSecrets(text, secrets);
  try {
    return withoutSecrets(JSON.parse(text) as Json, secrets);
  } catch {
    return withoutSecrets(text, secrets);
  }
}

/** A service that says back what it was given must not bring a secret into the run, however JSON spells it. */
function withoutSecrets(value: Json, secrets: string[]): Json {
  if (typeof value === "string") return hideSecrets(value, secrets);
  if (typeof value === "number")
    return secrets.includes(String(value)) ? hideSecrets(`${value}`, secrets) : value;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, item]) => [hideSecrets(key, secrets), withoutSecrets(item, secrets)]),
  );
}

/** Retry-After, in milliseconds; undefined where the service names none. */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get("retry-after");
  if (value === null) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_DELAY) : undefined;
}
