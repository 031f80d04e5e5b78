import { z } from "zod";
import { AppError, isAppError } from "#core/errors.ts";
import { open, seal } from "#server/platform/secrets.ts";

/** Who a token speaks for, in one account. */
export interface Visitor {
  /** Their address in the account: `visitor:` and a random id, or `user:` and the site's own id. */
  address: string;
  name?: string;
}

/** A returning visitor is remembered this long, in milliseconds. */
const LASTS = 180 * 24 * 3_600_000;

const contentSchema = z.object({ address: z.string(), name: z.string().optional(), expires: z.number() });

/** A token for the widget to keep: sealed for one account, so it can neither be read, changed nor used at another. */
export function sealVisitor(accountId: string, visitor: Visitor, now = Date.now()): string {
  const content = JSON.stringify({ ...visitor, expires: now + LASTS });
  return Buffer.from(seal(content, contextOf(accountId))).toString("base64url");
}

/** @throws AppError unauthenticated when it was not made here for this account, or is too old */
export function openVisitor(accountId: string, token: string, now = Date.now()): Visitor {
  try {
    const text = open(Buffer.from(token, "base64url"), contextOf(accountId)).toString("utf8");
    const { expires, ...visitor } = contentSchema.parse(JSON.parse(text));
    if (expires > now) return visitor;
  } catch (error) {
    if (!isAppError(error, "internal")) throw error;
  }
  throw new AppError("unauthenticated", "This chat session is over. Start a new one.");
}

const contextOf = (accountId: string) => `webchat-visitor:${accountId}`;
