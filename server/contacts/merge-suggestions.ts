import type { MergeSuggestion } from "#core/api/contacts.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma, MergeSuggestion as SuggestionRow } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { contactInclude, toContact } from "#server/contacts/contact-view.ts";
import { kinOf, rootOf } from "#server/contacts/kin.ts";
import { mergeHeld } from "#server/contacts/merge-contacts.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** Who else this contact may be, as events and sites have it, the first to be suggested first. */
export async function listMergeSuggestions(
  actor: Actor,
  contactId: string,
  query: PageQuery,
): Promise<Page<MergeSuggestion>> {
  authorize(actor, "contacts.view");
  const { where, ...page } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    const kin = await requireKin(tx, contactId);
    const rows = await tx.mergeSuggestion.findMany({
      ...page,
      where: { ...where, status: "open", ...withOthers(kin) },
    });
    const others = new Map<string, string>();
    for (const row of rows) others.set(row.id, await otherOf(tx, row, kin));
    const contacts = await tx.contact.findMany({
      where: { id: { in: [...others.values()] } },
      include: contactInclude,
    });
    const contactBy = new Map(contacts.map((contact) => [contact.id, toContact(contact)]));
    const shown = toIdPage(query, rows, (row) => row);
    return {
      nextCursor: shown.nextCursor,
      data: shown.data.flatMap(({ id, reason, createdAt }) => {
        const contact = contactBy.get(others.get(id) ?? "");
        return contact ? [{ id, reason, contact, createdAt: createdAt.toISOString() }] : [];
      }),
    };
  });
}

/** They are one: the other is merged into this contact, which `unmergeContacts` takes back. @throws AppError not_found */
export async function acceptMergeSuggestion(
  actor: Actor,
  contactId: string,
  suggestionId: string,
): Promise<{ mergeId: string }> {
  authorize(actor, "contacts.merge");
  return transact(actor, async (tx) => {
    const kin = await requireKin(tx, contactId);
    const mergedId = await otherOf(tx, await requireOne(tx, kin, suggestionId, "open"), kin);
    return mergeHeld(tx, actor, { survivorId: contactId, mergedId });
  });
}

/** They are not one, and are not suggested again. @throws AppError not_found */
export async function dismissMergeSuggestion(
  actor: Actor,
  contactId: string,
  suggestionId: string,
): Promise<void> {
  authorize(actor, "contacts.merge");
  await transact(actor, async (tx) => {
    const { id } = await requireOne(tx, await requireKin(tx, contactId), suggestionId, "open");
    const decided = { decidedById: actorId(actor), decidedAt: new Date() };
    await tx.mergeSuggestion.update({ where: { id }, data: { status: "dismissed", ...decided } });
  });
}

/** They may be one after all. @throws AppError not_found */
export async function reopenMergeSuggestion(
  actor: Actor,
  contactId: string,
  suggestionId: string,
): Promise<void> {
  authorize(actor, "contacts.merge");
  await transact(actor, async (tx) => {
    const { id } = await requireOne(tx, await requireKin(tx, contactId), suggestionId, "dismissed");
    await tx.mergeSuggestion.update({
      where: { id },
      data: { status: "open", decidedById: null, decidedAt: null },
    });
  });
}

/** Those of a contact with somebody else: one that is about two who are merged already says nothing. */
function withOthers(kin: string[]): Prisma.MergeSuggestionWhereInput {
  const within = { in: kin };
  return {
    OR: [
      { firstContactId: within, secondContactId: { notIn: kin } },
      { secondContactId: within, firstContactId: { notIn: kin } },
    ],
  };
}

function otherOf(
  tx: Transaction,
  { firstContactId, secondContactId }: SuggestionRow,
  kin: string[],
): Promise<string> {
  return rootOf(tx, kin.includes(firstContactId) ? secondContactId : firstContactId);
}

async function requireKin(tx: Transaction, contactId: string): Promise<string[]> {
  const kin = await kinOf(tx, contactId);
  if (kin.length === 0) throw new AppError("not_found", "There is no such contact.");
  return kin;
}

async function requireOne(
  tx: Transaction,
  kin: string[],
  id: string,
  status: SuggestionRow["status"],
): Promise<SuggestionRow> {
  const row = await tx.mergeSuggestion.findFirst({ where: { id, status, ...withOthers(kin) } });
  if (!row) throw new AppError("not_found", "There is no such suggestion: it may have been decided already.");
  return row;
}
