import { fetch } from "undici";
import type { ConnectorContext, CrmAnswer, OpenConnection } from "#connectors/connector.ts";
import { signWebhook } from "#server/notifications/sign-webhook.ts";
import {
  fetchPublic,
  OutwardError,
  type OutwardRequest,
  readBounded,
} from "#server/platform/public-fetch.ts";

/** Milliseconds until an answer must be there. */
const TIME_LIMIT = 20_000;
const LONGEST_ANSWER = 200_000;

/**
 * How a connector reaches its CRM: on the internet alone, except where an administrator has put an address of their
 * own (`apiBaseUrl`) in its place.
 */
export function createConnectorContext(
  { apiBaseUrl }: OpenConnection,
  signal: AbortSignal,
): ConnectorContext {
  return {
    async post(url, headers, body) {
      const isOwn = apiBaseUrl !== null && isUnder(url, apiBaseUrl);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]);
      const request = { method: "POST", headers, body, signal: limit };
      try {
        return await (isOwn ? postToOwn(url, request) : postOutwards(url, request));
      } catch (error) {
        if (error instanceof OutwardError) throw error;
        throw new Error(limit.aborted ? "The CRM took too long to answer." : "The CRM could not be reached.");
      }
    },
    sign: (id, body, secret) => signWebhook(id, body, secret, new Date()),
  };
}

/** Of the same origin, and at or below its path: `https://crm.example` is not the base of `https://crm.example.org`. */
function isUnder(url: string, base: string): boolean {
  if (!URL.canParse(url)) return false;
  const [target, own] = [new URL(url), new URL(base)];
  const folder = own.pathname.replace(/\/*$/, "/");
  return target.origin === own.origin && `${target.pathname}/`.startsWith(folder);
}

async function postToOwn(url: string, request: OutwardRequest): Promise<CrmAnswer> {
  const response = await fetch(url, { ...request, redirect: "error" });
  const text = await readBounded(response, LONGEST_ANSWER);
  return { status: response.status, headers: response.headers, text };
}

async function postOutwards(url: string, request: OutwardRequest): Promise<CrmAnswer> {
  const response = await fetchPublic(url, request);
  const text = await readBounded(response, LONGEST_ANSWER);
  return { status: response.status, headers: response.headers, text };
}
