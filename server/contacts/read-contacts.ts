import type { z } from "zod";
import type { Contact, contactsQuerySchema } from "#core/api/contacts.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { contactInclude, toContact } from "#server/contacts/contact-view.ts";
import { normaliseAddress } from "#server/contacts/normalise-address.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const MOST_FOUND = 500;

/** Contacts, the newest first; those merged into others and those erased are left out. */
export async function listContacts(
  actor: Actor,
  query: z.output<typeof contactsQuerySchema>,
): Promise<Page<Contact>> {
  authorize(actor, "contacts.view");
  const { where, ...page } = idPage(query, "desc");
  return transact(actor, async (tx) => {
    const wanted: Prisma.ContactWhereInput[] = [
      where,
      { mergedIntoId: null, erasedAt: null },
      query.email ? reachedAt("email", query.email) : {},
      query.phone ? reachedAt("phone", query.phone) : {},
      query.q ? { id: { in: await search(tx, query.q) } } : {},
    ];
    const rows = await tx.contact.findMany({ ...page, where: { AND: wanted }, include: contactInclude });
    return toIdPage(query, rows, toContact);
  });
}

/** One contact, also one that is merged or erased. @throws AppError `not_found` */
export async function getContact(actor: Actor, id: string): Promise<Contact> {
  authorize(actor, "contacts.view");
  const row = await transact(actor, (tx) => tx.contact.findFirst({ where: { id }, include: contactInclude }));
  if (!row) throw new AppError("not_found", "There is no such contact.");
  return toContact(row);
}

function reachedAt(kind: "email" | "phone", address: string): Prisma.ContactWhereInput {
  const identity = { kind, address: normaliseAddress(kind, address) };
  return { links: { some: { endedAt: null, identity } } };
}

async function search(tx: Transaction, q: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT contact_id AS id FROM search_contacts(${q}, ${MOST_FOUND}::int)`;
  return rows.map((row) => row.id);
}
