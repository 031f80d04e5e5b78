import type { Connector } from "#connectors/connector.ts";
import type { ConnectorProvider } from "#connectors/definitions.ts";
import { genericConnector } from "#connectors/generic/connector.ts";

/** What speaks with each kind of CRM. */
const connectors = {
  generic: genericConnector,
} satisfies Record<ConnectorProvider, Connector>;

/** The connector of a provider that may not exist. */
export function findConnector(provider: string): Connector | undefined {
  return Object.hasOwn(connectors, provider) ? connectors[provider as ConnectorProvider] : undefined;
}
