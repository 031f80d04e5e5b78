import { AppError } from "#core/errors.ts";
import type { ApiKeyActor } from "#server/access/actor.ts";
import { hashApiKey, noteKeyUse } from "#server/access/api-keys.ts";
import { actorOfSession } from "#server/access/session-actor.ts";
import { readSessionToken } from "#server/access/session-token.ts";
import type { Caller } from "#server/http/endpoint.ts";
import { findApiKey } from "#server/platform/cross-workspace.ts";
import { environment } from "#server/platform/env.ts";

/**
 * Who asks: the key in `Authorization: Bearer`, or else the person whose session cookie came along. A cookie is only
 * believed in writes that come from our own pages.
 */
export async function authenticate(request: Request): Promise<Caller> {
  const header = request.headers.get("authorization");
  if (header !== null) return authenticateKey(header);
  const token = await readSessionToken(request.headers);
  const actor = token && (await actorOfSession(token));
  if (!actor) {
    throw new AppError("unauthenticated", "Send an API key as “Authorization: Bearer KEY”, or sign in.");
  }
  if (!isRead(request.method) && !isFromOurPages(request)) {
    throw new AppError("forbidden", "Writes with a session's cookie must come from the studio's own pages.");
  }
  return actor;
}

async function authenticateKey(header: string): Promise<ApiKeyActor> {
  const key = /^Bearer +(\S+)$/i.exec(header.trim())?.[1];
  const found = key && (await findApiKey(hashApiKey(key)));
  if (!found) {
    throw new AppError("unauthenticated", "This API key is not known, or is revoked or expired.");
  }
  noteKeyUse(found);
  const { apiKeyId, workspaceId, role, scopes } = found;
  return { kind: "apiKey", apiKeyId, workspaceId, role, scopes };
}

function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function isFromOurPages(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return request.headers.get("sec-fetch-site") === "same-origin";
  if (!URL.canParse(origin)) return false;
  return origin === environment().PUBLIC_URL || new URL(origin).host === request.headers.get("host");
}
