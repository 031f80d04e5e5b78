import { failed, type SlowPerformer, tryAgain } from "#activities/slow-performer.ts";
import { findConnector } from "#connectors/connectors.ts";
import { hideSecrets, textsIn } from "#core/hide-secrets.ts";
import type { CrmEffect, EffectOutcome } from "#core/journey/effect.ts";
import type { JsonObject } from "#core/json.ts";
import { systemActor } from "#server/access/actor.ts";
import { createConnectorContext } from "#server/connections/connector-context.ts";
import { findLink, keepLink } from "#server/connections/crm-links.ts";
import { openConnection } from "#server/connections/open-connection.ts";
import { transact } from "#server/platform/database.ts";
import { OutwardError } from "#server/platform/public-fetch.ts";

type CrmRecord = { externalId: string | null; record: JsonObject | null };

/** Reads or writes a record of a CRM. The run's key goes along, so that a repeat does nothing twice. */
export const performCrm: SlowPerformer<"crm"> = async (request) => {
  const { workspaceId, effect, key, facts, contactId, signal } = request;
  const actor = systemActor(workspaceId, "engine");
  const row = await transact(actor, (tx) =>
    tx.crmConnection.findUnique({ where: { workspaceId_key: { workspaceId, key: effect.connection } } }),
  );
  if (!row) return failed("unknown_connection", `There is no connection “${effect.connection}”.`);
  if (row.status === "paused") {
    return failed("connection_paused", `The connection “${row.key}” is paused: resume it, then try again.`);
  }
  const connector = findConnector(row.provider);
  if (!connector) return failed("unknown_provider", `Nothing here speaks with “${row.provider}”.`);
  const connection = openConnection(row);
  const hidden = (text: string) => hideSecrets(text, textsIn(connection.credentials));
  const { action, object, fields, wanted } = effect;
  const externalId =
    action === "log" ? null : await findLink(actor, { connectionId: row.id, object, contactId });
  const { email, phone, name } = facts.contact;
  try {
    const result = await connector.perform(
      connection,
      {
        action,
        object,
        externalId,
        fields,
        ...(wanted ? { wanted } : {}),
        contact: { id: contactId, email, phone, name },
        key,
      },
      createConnectorContext(connection, signal),
    );
    if (result.kind === "failed") {
      if (result.retryable) throw tryAgain(hidden(result.message), result.retryAfter);
      return failed(result.code, hidden(result.message));
    }
    if (action === "upsert" && result.externalId !== null) {
      await keepLink(actor, { connectionId: row.id, object, contactId, externalId: result.externalId });
    }
    return outcomeOf(effect, result);
  } catch (error) {
    if (error instanceof OutwardError) return failed(error.code, hidden(error.message));
    throw error;
  }
};

function outcomeOf({ action }: CrmEffect, { externalId, record }: CrmRecord): EffectOutcome {
  if (action === "read") return { status: "done", result: record };
  return { status: "done", result: { id: externalId, ...(record ? { record } : {}) } };
}
