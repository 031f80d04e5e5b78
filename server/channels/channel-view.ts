import type { ChannelAccount } from "#core/api/channels.ts";
import type { JsonObject } from "#core/json.ts";
import { readAccountSending } from "#core/sending/account-sending.ts";
import type { Actor } from "#server/access/actor.ts";
import { loadOpenAccount } from "#server/channels/open-account.ts";
import type { ShownAccount } from "#server/channels/save-account.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

/** Channel accounts as the API shows them: of the credentials only which are set. */
export async function toChannelAccounts(actor: Actor, rows: ShownAccount[]): Promise<ChannelAccount[]> {
  return transact(actor, async (tx) => {
    const accounts: ChannelAccount[] = [];
    for (const row of rows) {
      const open = row.hasCredentials ? await loadOpenAccount(tx, row.id) : null;
      accounts.push({
        id: row.id,
        type: row.type,
        provider: row.provider,
        key: row.key,
        name: row.name,
        config: row.config as JsonObject,
        credentials: Object.keys((open?.credentials ?? {}) as object),
        apiBaseUrl: row.apiBaseUrl,
        status: row.status,
        statusReason: row.statusReason,
        sending: readAccountSending(row.sending),
        isDemo: row.isDemo,
        webhookUrl: row.type === "webchat" ? null : webhookUrl(row),
        lastInboundAt: row.lastInboundAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
      });
    }
    return accounts;
  });
}

function webhookUrl({ type, id }: ShownAccount): string {
  return `${environment().PUBLIC_URL}/api/webhooks/${type}/${id}`;
}
