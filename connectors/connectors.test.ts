import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findConnector } from "#connectors/connectors.ts";
import { connectorDefinitions, findConnectorDefinition } from "#connectors/definitions.ts";

describe.each(Object.entries(connectorDefinitions))("the connector %s", (provider, definition) => {
  it("stands under its own name, with a folder of its own and a title", () => {
    expect(definition.provider).toBe(provider);
    expect(existsSync(new URL(`./${provider}/definition.ts`, import.meta.url))).toBe(true);
    expect(definition.title).toMatch(/^[A-Z]/);
  });

  it("refuses settings it does not know", () => {
    expect(definition.config.safeParse({ nonsense: true }).success).toBe(false);
    expect(definition.credentials.safeParse({ nonsense: "x" }).success).toBe(false);
  });

  it("does something", () => {
    expect(findConnector(provider)).toBeDefined();
  });
});

it("has no connector for a provider that there is none of", () => {
  expect(findConnector("toString")).toBeUndefined();
  expect(findConnectorDefinition("toString")).toBeUndefined();
});
