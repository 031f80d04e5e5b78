import type { OpenAccount } from "#channels/inbound.ts";
import type { Channel } from "#core/channel.ts";
import type { Transaction } from "#server/platform/database.ts";
import { openJson } from "#server/platform/secrets.ts";

interface AccountRow {
  id: string;
  workspaceId: string;
  type: Channel;
  provider: string;
  config: unknown;
  credentialsEncrypted: Uint8Array | null;
  apiBaseUrl: string | null;
}

/** A channel account with its credentials in the clear: for verifying and sending, never for an answer. */
export function openAccount(row: AccountRow): OpenAccount & { type: Channel } {
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    type: row.type,
    provider: row.provider,
    config: row.config,
    credentials: row.credentialsEncrypted ? openJson(row.credentialsEncrypted, sealContext(row.id)) : {},
    apiBaseUrl: row.apiBaseUrl,
  };
}

/** Loads an account that is in use; null when it is archived or of another workspace. */
export async function loadOpenAccount(tx: Transaction, accountId: string) {
  const row = await tx.channelAccount.findFirst({ where: { id: accountId, archivedAt: null } });
  return row && { ...openAccount(row), status: row.status, name: row.name, key: row.key };
}

/** What an account's credentials are bound to: they cannot be opened as another row's. */
export function sealContext(accountId: string): string {
  return `channel-account:${accountId}`;
}
