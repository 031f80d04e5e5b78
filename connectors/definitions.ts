import type { ConnectorDefinition } from "#connectors/connector.ts";
import { genericDefinition } from "#connectors/generic/definition.ts";

/** Every kind of CRM, by provider. */
export const connectorDefinitions = {
  generic: genericDefinition,
} satisfies Record<string, ConnectorDefinition>;

export type ConnectorProvider = keyof typeof connectorDefinitions;

/** The definition of a provider that may not exist. */
export function findConnectorDefinition(provider: string): ConnectorDefinition | undefined {
  return Object.hasOwn(connectorDefinitions, provider)
    ? connectorDefinitions[provider as ConnectorProvider]
    : undefined;
}
