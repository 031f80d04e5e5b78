import { type WebchatConfig, webchatConfig, webchatCredentials } from "#channels/webchat/definition.ts";
import { AppError } from "#core/errors.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { loadOpenAccount } from "#server/channels/open-account.ts";
import { findChannelAccount } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

export interface ChatAccount {
  id: string;
  workspaceId: string;
  config: WebchatConfig;
  /** Null where the account was made without one: then no identity can be vouched for. */
  identitySecret: string | null;
  actor: SystemActor;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The web-chat account of an address. @throws AppError not_found */
export async function findChatAccount(accountId: string): Promise<ChatAccount> {
  const found = UUID.test(accountId) ? await findChannelAccount(accountId) : null;
  if (found?.type === "webchat") {
    const actor = systemActor(found.workspaceId, "webchat");
    const account = await transact(actor, (tx) => loadOpenAccount(tx, accountId));
    if (account && account.status !== "paused")
      return {
        id: account.id,
        workspaceId: account.workspaceId,
        config: webchatConfig.parse(account.config),
        identitySecret: webchatCredentials.safeParse(account.credentials).data?.identitySecret ?? null,
        actor,
      };
  }
  throw new AppError("not_found", "There is no such chat. Check the account's id in the page's script.");
}

/** The headers that let a page of this origin read the answer; null where the account does not allow it. */
export function originHeaders(account: ChatAccount, origin: string | null): Record<string, string> | null {
  if (origin === null) return {};
  const { allowedOrigins } = account.config;
  const own = new URL(environment().PUBLIC_URL).origin;
  if (allowedOrigins.length > 0 && origin !== own && !allowedOrigins.includes(origin)) return null;
  return { "access-control-allow-origin": origin, vary: "origin" };
}
