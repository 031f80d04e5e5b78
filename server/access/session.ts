import { headers } from "next/headers";
import type { UserActor } from "#server/access/actor.ts";
import { actorOfSession } from "#server/access/session-actor.ts";
import { readSessionToken } from "#server/access/session-token.ts";

/** The person whose request is being rendered, for server components and route handlers; null when signed out. */
export async function currentActor(): Promise<UserActor | null> {
  return actorFromHeaders(await headers());
}

/** The same from a request's headers. */
export async function actorFromHeaders(requestHeaders: Headers): Promise<UserActor | null> {
  const token = await readSessionToken(requestHeaders);
  return token && actorOfSession(token);
}
