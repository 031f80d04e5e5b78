import type { OpenConnection } from "#connectors/connector.ts";
import type { CrmConnection } from "#prisma/generated/client.ts";
import { openJson } from "#server/platform/secrets.ts";

/** What a connection's credentials are bound to when they are sealed. */
export function connectionContext(connectionId: string): string {
  return `crm-connection:${connectionId}`;
}

/** A connection as its connector gets it. */
export function openConnection(row: CrmConnection): OpenConnection {
  const { id, workspaceId, key, provider, config, credentialsEncrypted, apiBaseUrl } = row;
  const credentials = credentialsEncrypted ? openJson(credentialsEncrypted, connectionContext(id)) : {};
  return { id, workspaceId, key, provider, config, credentials, apiBaseUrl };
}
