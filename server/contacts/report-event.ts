import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { reportEventSchema } from "#core/api/events.ts";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { CustomEventSource, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { addressesOf, contactOfAddress, linkAddress } from "#server/contacts/contact-addresses.ts";
import { suggestMerge } from "#server/contacts/suggest-merge.ts";
import { attributePaths, fullName, withoutNulls } from "#server/contacts/write-contacts.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

type Given = z.output<typeof reportEventSchema>;

/** An event as it is stored, whoever told of it. */
export interface ToldEvent {
  source: CustomEventSource;
  name: string;
  contact: Given["contact"];
  properties: JsonObject;
  occurredAt: Date;
  idempotencyKey?: string | undefined;
  /** Beside ids, what the line in the event log says of it. */
  logged?: JsonObject;
  /** Anybody may have said it: no contact that is known is changed by it, and none gets an address. */
  isUnproven?: boolean;
}

/**
 * Takes in an event that a program or the website reports; it may start and wake journeys. The contact is the first of
 * id, externalId, email and phone that is known, or a new one; addresses that are somebody else's become merge
 * suggestions. The same `idempotencyKey` again gives the first event.
 */
export async function reportEvent(
  actor: Actor,
  given: Given,
): Promise<{ eventId: string; contactId?: string }> {
  authorize(actor, "events.ingest");
  return storeEvent(actor, {
    source: "api",
    name: given.name,
    contact: given.contact,
    properties: given.properties ?? {},
    occurredAt: given.occurredAt ? new Date(given.occurredAt) : new Date(),
    idempotencyKey: given.idempotencyKey,
  });
}

/** Stores an event and promises what it may start, in a transaction of its own; the same key again gives the first. */
export async function storeEvent(
  actor: Actor,
  event: ToldEvent,
): Promise<{ eventId: string; contactId?: string }> {
  try {
    return await transact(
      actor,
      async (tx) => (await findReported(tx, event.idempotencyKey)) ?? (await writeEvent(tx, actor, event)),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // The same event, or the same new contact, came twice at one moment: now the first one is there.
    return transact(actor, async (tx) => {
      const known = await findReported(tx, event.idempotencyKey);
      if (!known)
        throw new AppError("conflict", "This contact was being made by another request. Try again.");
      return known;
    });
  }
}

/** Stores an event in the caller's transaction: its contact, the line in the log, and what it may start. */
export async function writeEvent(
  tx: Transaction,
  actor: Actor,
  event: ToldEvent,
): Promise<{ eventId: string; contactId: string }> {
  const { source, name, contact, properties, occurredAt, idempotencyKey, logged = {} } = event;
  const { workspaceId } = actor;
  const contactId = await resolveContact(tx, actor, contact, event.isUnproven ?? false);
  const eventId = uuidv7();
  await tx.customEvent.create({
    data: {
      ...{ id: eventId, workspaceId, contactId, source, name, occurredAt },
      properties: properties as Prisma.InputJsonObject,
      idempotencyKey: idempotencyKey ?? null,
    },
  });
  const type = source === "crm" ? "crm.received" : "event.received";
  const data = { ...logged, customEventId: eventId, ...(source === "crm" ? {} : { name }) };
  await appendEvent(tx, { type, actor, contactId, occurredAt, data });
  const payload = { customEventId: eventId };
  await writeOutbox(tx, { workspaceId, topic: "event.received", orderingKey: contactId, payload });
  return { eventId, contactId };
}

async function findReported(tx: Transaction, idempotencyKey: string | undefined) {
  if (idempotencyKey === undefined) return null;
  const known = await tx.customEvent.findFirst({ where: { idempotencyKey } });
  return known && { eventId: known.id, ...(known.contactId ? { contactId: known.contactId } : {}) };
}

async function resolveContact(
  tx: Transaction,
  actor: Actor,
  given: Given["contact"],
  isUnproven: boolean,
): Promise<string> {
  const addresses = addressesOf(given);
  const owners: (string | null)[] = [];
  for (const address of addresses) owners.push(await contactOfAddress(tx, address));
  const named = given.id ? await livingContact(tx, given.id) : null;
  const known = named ?? owners.find((owner) => owner !== null);
  const contactId = known ?? (await newContact(tx, actor, given));
  for (const [index, address] of addresses.entries()) {
    const owner = owners[index] ?? null;
    if (owner === null) {
      if (!known || !isUnproven) await linkAddress(tx, actor, contactId, address);
    } else if (owner !== contactId) {
      await suggestMerge(tx, actor, [contactId, owner], `An event named both by one ${address.kind}`);
    }
  }
  if (!known || !isUnproven) await fillIn(tx, actor, contactId, given);
  return contactId;
}

/** A contact by id, or the one it was merged into. */
async function livingContact(tx: Transaction, id: string): Promise<string> {
  const contact = await tx.contact.findFirst({ where: { id } });
  if (!contact) throw new AppError("invalid_input", "contact.id: there is no such contact.");
  if (contact.erasedAt) throw new AppError("gone", "This contact has been erased.");
  return contact.mergedIntoId ? livingContact(tx, contact.mergedIntoId) : id;
}

async function newContact(tx: Transaction, actor: Actor, given: Given["contact"]): Promise<string> {
  const id = uuidv7();
  const { firstName, lastName, name = fullName(given), locale, timezone } = given;
  const fields = { firstName, lastName, name, locale, timezone };
  await tx.contact.create({ data: { id, workspaceId: actor.workspaceId, ...fields } });
  await appendEvent(tx, { type: "contact.created", actor, contactId: id, data: { source: "event" } });
  return id;
}

async function fillIn(
  tx: Transaction,
  actor: Actor,
  contactId: string,
  { attributes }: Given["contact"],
): Promise<void> {
  if (!attributes || Object.keys(attributes).length === 0) return;
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: contactId } });
  const merged = withoutNulls({ ...(contact.attributes as JsonObject), ...attributes });
  await tx.contact.update({ where: { id: contactId }, data: { attributes: merged } });
  const data = { fields: attributePaths(attributes) };
  await appendEvent(tx, { type: "contact.updated", actor, contactId, data });
}
