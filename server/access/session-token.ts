import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { environment } from "#server/platform/env.ts";

/** What a session's cookie says, encrypted by next-auth. Role and standing are read anew at each request. */
export const sessionTokenSchema = z.object({
  userId: z.uuid(),
  workspaceId: z.uuid(),
  sessionEpoch: z.int(),
});

export type SessionToken = z.output<typeof sessionTokenSchema>;

/**
 * The cookie's name carries a mark of the secret: cookies of one host are shared by all its ports, and two instances
 * on one machine would sign each other's people out.
 */
export function sessionCookieName(): string {
  const mark = createHash("sha256").update(environment().NEXTAUTH_SECRET).digest("hex").slice(0, 8);
  return `throughline-${mark}`;
}

/** The session that a request's cookie names; null without one, and for a forged or expired one. */
export async function readSessionToken(headers: Headers): Promise<SessionToken | null> {
  const cookie = cookieOf(headers, sessionCookieName());
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: environment().NEXTAUTH_SECRET });
    return sessionTokenSchema.safeParse(token).data ?? null;
  } catch {
    return null;
  }
}

function cookieOf(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const [key, ...rest] = part.split("=");
    if (key?.trim() === name) return decodeURIComponent(rest.join("=").trim());
  }
  return undefined;
}
