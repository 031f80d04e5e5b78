import type { MergeableFields } from "#core/conversation/contact-merge.ts";
import { type Contact, Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** The fields that merging works on. */
export function fieldsOf(contact: Contact): MergeableFields {
  const { firstName, lastName, name, locale, timezone, tier, tags } = contact;
  const attributes = contact.attributes as MergeableFields["attributes"];
  return { firstName, lastName, name, locale, timezone, tier, tags, attributes };
}

/** The same, in the form that Prisma writes. */
export function writableFields(fields: MergeableFields) {
  return { ...fields, attributes: fields.attributes as Prisma.InputJsonObject };
}

/** Contacts by id, locked until the transaction ends; always in the order of ids, so that two never deadlock. */
export async function lockContacts(tx: Transaction, ids: string[]): Promise<Contact[]> {
  await tx.$queryRaw`SELECT id FROM contacts WHERE id IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
    ORDER BY id FOR UPDATE`;
  return tx.contact.findMany({ where: { id: { in: ids } } });
}
