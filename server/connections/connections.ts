import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { connectorDefinitions, findConnectorDefinition } from "#connectors/definitions.ts";
import type { Connection, createConnectionSchema, patchConnectionSchema } from "#core/api/connections.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { JsonObject } from "#core/json.ts";
import type { CrmConnection, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { connectionContext, openConnection } from "#server/connections/open-connection.ts";
import { journeysNaming } from "#server/journeys/journeys-naming.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { checkSettings, joinCredentials } from "#server/platform/provider-settings.ts";
import { sealJson } from "#server/platform/secrets.ts";

export async function listConnections(actor: Actor, query: PageQuery): Promise<Page<Connection>> {
  authorize(actor, "channels.view");
  const page = idPage(query, "asc");
  const rows = await transact(actor, (tx) => tx.crmConnection.findMany(page));
  return toIdPage(query, rows, toConnection);
}

export async function getConnection(actor: Actor, id: string): Promise<Connection> {
  authorize(actor, "channels.view");
  return transact(actor, async (tx) => toConnection(await required(tx, id)));
}

/** Connects a CRM. @throws AppError `invalid_input` naming the field, `already_exists` for a key that is taken */
export async function createConnection(
  actor: Actor,
  given: z.output<typeof createConnectionSchema>,
): Promise<Connection> {
  authorize(actor, "connections.edit");
  const { provider, name, key = keyFromName(name), apiBaseUrl = null } = given;
  const definition = definitionOf(provider);
  const config = checkSettings(definition.config, given.config, "config");
  const credentials = checkSettings(definition.credentials, given.credentials, "credentials");
  const id = uuidv7();
  return transact(actor, async (tx) => {
    const row = await tx.crmConnection.create({
      data: {
        ...{ id, workspaceId: actor.workspaceId, provider, key, name, apiBaseUrl },
        config: config as Prisma.InputJsonObject,
        credentialsEncrypted: sealJson(credentials, connectionContext(id)),
      },
    });
    const change = { provider, key };
    await writeAudit(tx, actor, {
      action: "connection.created",
      subjectType: "connection",
      subjectId: id,
      change,
    });
    return toConnection(row);
  });
}

/** Changes a connection. What is absent stays. @throws AppError `invalid_input` naming the field */
export async function patchConnection(
  actor: Actor,
  id: string,
  given: z.output<typeof patchConnectionSchema>,
): Promise<Connection> {
  authorize(actor, "connections.edit");
  return transact(actor, async (tx) => {
    const before = await required(tx, id);
    const definition = definitionOf(before.provider);
    const { config, credentials, ...plain } = given;
    const data: Prisma.CrmConnectionUncheckedUpdateInput = { ...plain };
    if (plain.status) data.statusReason = null;
    if (config) data.config = checkSettings(definition.config, config, "config") as Prisma.InputJsonObject;
    const joined = joinCredentials({
      kept: openConnection(before).credentials as JsonObject,
      given: credentials,
      address: { before: before.apiBaseUrl, after: given.apiBaseUrl },
    });
    if (joined) {
      const whole = checkSettings(definition.credentials, joined, "credentials");
      data.credentialsEncrypted = sealJson(whole, connectionContext(id));
    }
    const row = await tx.crmConnection.update({ where: { id }, data });
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, {
      action: "connection.updated",
      subjectType: "connection",
      subjectId: id,
      change,
    });
    return toConnection(row);
  });
}

/** Ends a connection, with what it delivered and which record was whose. @throws AppError `conflict` while in use */
export async function removeConnection(actor: Actor, id: string): Promise<void> {
  authorize(actor, "connections.edit");
  await transact(actor, async (tx) => {
    const { workspaceId, key } = await required(tx, id);
    const types = ["trigger.crm", "crm"];
    const names = await journeysNaming(tx, { workspaceId, types, config: "connection", key });
    if (names)
      throw new AppError("conflict", `The connection is used by ${names}: pause or change that first.`);
    await tx.crmLink.deleteMany({ where: { connectionId: id } });
    await tx.delivery.deleteMany({ where: { crmConnectionId: id } });
    await tx.crmConnection.delete({ where: { id } });
    await writeAudit(tx, actor, {
      action: "connection.removed",
      subjectType: "connection",
      subjectId: id,
      change: { key },
    });
  });
}

function definitionOf(provider: string) {
  const definition = findConnectorDefinition(provider);
  if (definition) return definition;
  const message = `provider: one of ${Object.keys(connectorDefinitions).join(", ")}.`;
  const problem = { code: "invalid_field", severity: "error" as const, path: "provider", message };
  throw new AppError("invalid_input", message, { problems: [problem] });
}

async function required(tx: Transaction, id: string): Promise<CrmConnection> {
  const row = await tx.crmConnection.findFirst({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such connection.");
  return row;
}

function toConnection(row: CrmConnection): Connection {
  const { id, provider, key, name, config, apiBaseUrl, status, statusReason } = row;
  return {
    ...{ id, provider, key, name, apiBaseUrl, status, statusReason },
    config: config as JsonObject,
    credentials: Object.keys(openConnection(row).credentials as JsonObject),
    webhookUrl: `${environment().PUBLIC_URL}/api/webhooks/crm/${id}`,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
