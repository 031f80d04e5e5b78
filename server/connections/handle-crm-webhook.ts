import { uuidv7 } from "uuidv7";
import type { OpenConnection } from "#connectors/connector.ts";
import { genericCredentials } from "#connectors/generic/definition.ts";
import { type CrmWebhook, crmChangeOf, crmWebhookSchema } from "#core/crm/crm-change.ts";
import { AppError } from "#core/errors.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { openConnection } from "#server/connections/open-connection.ts";
import { verifyCrmWebhook } from "#server/connections/verify-crm-webhook.ts";
import { writeEvent } from "#server/contacts/report-event.ts";
import { problemsFromIssues } from "#server/http/field-problems.ts";
import { refuseUnstorable } from "#server/http/read-body.ts";
import { findCrmConnection } from "#server/platform/cross-workspace.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";
import { seal } from "#server/platform/secrets.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Bytes; a record is far smaller. */
const LARGEST = 1_048_576;
const ATTEMPTS = 3;

export interface CrmWebhookCall {
  connectionId: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export type CrmWebhookAnswer =
  | { status: "taken"; eventId: string; contactId: string }
  /** It was taken before. */
  | { status: "duplicate" }
  /** It names nobody, and nobody's record is known by its id. */
  | { status: "ignored"; reason: string };

/**
 * Takes what a CRM tells of a change: verified over its raw bytes, stored once, then acknowledged. It becomes an event
 * of the contact, which starts journeys and reaches waiting runs.
 * @throws AppError not_found, forbidden (a forged one leaves no trace), invalid_request, conflict, too_large
 */
export async function handleCrmWebhook(
  { connectionId, headers, body }: CrmWebhookCall,
  now = Date.now(),
): Promise<CrmWebhookAnswer> {
  if (body.byteLength > LARGEST) throw new AppError("too_large", "The webhook is larger than 1 MiB.");
  const { actor, connection, isPaused } = await findConnection(connectionId);
  const credentials = genericCredentials.safeParse(connection.credentials);
  if (!credentials.success) throw new AppError("forbidden", "This connection takes no signed webhooks.");
  const externalKey = verifyCrmWebhook(headers, body, credentials.data.signingSecret, now);
  if (isPaused) throw new AppError("conflict", "The connection is paused: resume it, then send this again.");
  const told = parse(body);
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(actor, (tx) => take(tx, actor, connection, { externalKey, body, told, now }));
    } catch (error) {
      // The same new contact was made by something else just now: on the next look it is there.
      if (attempt === ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}

async function findConnection(
  connectionId: string,
): Promise<{ actor: SystemActor; connection: OpenConnection; isPaused: boolean }> {
  const workspaceId = UUID.test(connectionId) ? await findCrmConnection(connectionId) : null;
  if (!workspaceId) throw new AppError("not_found", "There is no such connection.");
  const actor = systemActor(workspaceId, "crm webhook");
  const row = await transact(actor, (tx) => tx.crmConnection.findFirst({ where: { id: connectionId } }));
  if (!row) throw new AppError("not_found", "There is no such connection.");
  return { actor, connection: openConnection(row), isPaused: row.status === "paused" };
}

function parse(body: Uint8Array): CrmWebhook {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new AppError("invalid_request", "The body is not JSON in UTF-8.");
  }
  refuseUnstorable(value);
  const told = crmWebhookSchema.safeParse(value);
  if (told.success) return told.data;
  const problems = problemsFromIssues(told.error.issues);
  const [first] = problems;
  const what = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "";
  throw new AppError("invalid_request", `The body is not right. ${what}`, { problems });
}

interface Delivered {
  externalKey: string;
  body: Uint8Array;
  told: CrmWebhook;
  now: number;
}

async function take(
  tx: Transaction,
  actor: SystemActor,
  connection: OpenConnection,
  { externalKey, body, told, now }: Delivered,
): Promise<CrmWebhookAnswer> {
  const { id: crmConnectionId, workspaceId } = connection;
  const id = uuidv7();
  const receivedAt = new Date(now);
  const stored = await tx.delivery.createMany({
    data: [
      {
        ...{ id, workspaceId, crmConnectionId, externalKey, receivedAt, processedAt: receivedAt },
        bodyEncrypted: seal(body, `delivery:${id}`),
        bodySize: body.byteLength,
        outcome: "processed",
      },
    ],
    skipDuplicates: true,
  });
  if (stored.count === 0) return { status: "duplicate" };
  const { object, id: externalId } = told;
  const link = await tx.crmLink.findFirst({
    where: { connectionId: crmConnectionId, object, externalId, contact: { erasedAt: null } },
  });
  const contact = whom(told, link?.contactId ?? null);
  if (!contact) {
    const reason = "It names no contact, and no contact’s record is known by this id.";
    await tx.delivery.update({ where: { id }, data: { outcome: "ignored", error: reason } });
    return { status: "ignored", reason };
  }
  const change = crmChangeOf(connection.key, told);
  const { contactId, eventId } = await writeEvent(tx, actor, {
    source: "crm",
    name: `crm:${object}:${told.change}`,
    contact,
    properties: { ...change },
    occurredAt: told.occurredAt ? new Date(told.occurredAt) : receivedAt,
    logged: { connection: change.connection, object, change: told.change, fields: change.fields },
  });
  await tx.delivery.update({ where: { id }, data: { contactId } });
  await tx.crmLink.upsert({
    where: { connectionId_object_externalId: { connectionId: crmConnectionId, object, externalId } },
    create: {
      id: uuidv7(),
      ...{ workspaceId, connectionId: crmConnectionId, object, externalId, contactId, syncedAt: receivedAt },
    },
    update: { contactId, syncedAt: receivedAt },
  });
  return { status: "taken", eventId, contactId };
}

/** Whoever the record is known to belong to; else whom it names. */
function whom({ contact = {} }: CrmWebhook, linkedId: string | null) {
  const isNamed = Boolean(contact.id ?? contact.externalId ?? contact.email ?? contact.phone);
  if (linkedId) return { ...contact, id: linkedId };
  return isNamed ? contact : null;
}
