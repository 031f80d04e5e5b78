import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Contact, createContactSchema, patchContactSchema } from "#core/api/contacts.ts";
import { AppError } from "#core/errors.ts";
import type { Json, JsonObject } from "#core/json.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { addressesOf, contactOfAddress, linkAddress } from "#server/contacts/contact-addresses.ts";
import { getContact } from "#server/contacts/read-contacts.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { transact } from "#server/platform/database.ts";

type Patch = z.output<typeof patchContactSchema>;

/** Adds a contact. @throws AppError `already_exists` when an address is somebody's, naming whose */
export async function createContact(
  actor: Actor,
  given: z.output<typeof createContactSchema>,
): Promise<Contact> {
  authorize(actor, "contacts.edit");
  const { email, phone, externalId, isTest, attributes, ...fields } = given;
  const addresses = addressesOf({ email, phone, externalId });
  const id = uuidv7();
  await transact(actor, async (tx) => {
    for (const address of addresses) {
      const owner = await contactOfAddress(tx, address);
      if (owner) {
        throw new AppError("already_exists", `${address.address} is an address of the contact ${owner}.`, {
          cause: { extra: { contactId: owner } },
        });
      }
    }
    const name = fields.name ?? fullName(fields);
    const data = { ...fields, name, isTest, attributes: withoutNulls(attributes ?? {}) };
    await tx.contact.create({ data: { ...data, id, workspaceId: actor.workspaceId } });
    await appendEvent(tx, { type: "contact.created", actor, contactId: id, data: { source: "api" } });
    for (const address of addresses) await linkAddress(tx, actor, id, address);
  });
  return getContact(actor, id);
}

/** Changes what is given; attributes are merged, a null removes one. A changed part of the name changes the name. */
export async function patchContact(actor: Actor, id: string, given: Patch): Promise<Contact> {
  authorize(actor, "contacts.edit");
  await transact(actor, async (tx) => {
    const [before] = await tx.$queryRaw<
      { attributes: JsonObject; firstName: string | null; lastName: string | null; erasedAt: Date | null }[]
    >`
      SELECT attributes, first_name AS "firstName", last_name AS "lastName", erased_at AS "erasedAt"
      FROM contacts WHERE id = ${id}::uuid FOR UPDATE`;
    if (!before) throw new AppError("not_found", "There is no such contact.");
    if (before.erasedAt) throw new AppError("gone", "This contact has been erased.");
    const { attributes, ...fields } = given;
    const isRenamed = given.name === undefined && (given.firstName ?? given.lastName) !== undefined;
    await tx.contact.update({
      where: { id },
      data: {
        ...fields,
        ...(isRenamed ? { name: fullName({ ...before, ...fields }) } : {}),
        ...(attributes ? { attributes: withoutNulls({ ...before.attributes, ...attributes }) } : {}),
      },
    });
    const data = { fields: [...Object.keys(fields), ...attributePaths(attributes)] };
    await appendEvent(tx, { type: "contact.updated", actor, contactId: id, data });
  });
  return getContact(actor, id);
}

/** How the log names attributes that were set. */
export function attributePaths(attributes: JsonObject | undefined): string[] {
  return Object.keys(attributes ?? {}).map((name) => `attributes.${name}`);
}

/** First and last name as one; null without either. */
export function fullName({ firstName, lastName }: { firstName?: string | null; lastName?: string | null }) {
  return [firstName, lastName].filter(Boolean).join(" ") || null;
}

/** What an attribute is set to; a null takes it away. */
export function withoutNulls(attributes: JsonObject): Record<string, Exclude<Json, null>> {
  const set = Object.entries(attributes).filter(([, value]) => value !== null);
  return Object.fromEntries(set) as Record<string, Exclude<Json, null>>;
}
