import { uuidv7 } from "uuidv7";
import { type MovedRows, mergedFields, unmergedFields } from "#core/conversation/contact-merge.ts";
import { AppError } from "#core/errors.ts";
import type { JsonObject } from "#core/json.ts";
import type { Contact, ContactMerge, Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { fieldsOf, lockContacts, writableFields } from "#server/contacts/contact-fields.ts";
import { giveBackRows, takeOverRows } from "#server/contacts/contact-rows.ts";
import { kinOf } from "#server/contacts/kin.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/**
 * Makes two contacts one: all that belongs to `mergedId` goes to `survivorId`, which is filled in where it lacks
 * something. The merged contact stays, hidden, so that `unmergeContacts` can take it apart again.
 */
export async function mergeContacts(actor: Actor, pair: Pair): Promise<{ mergeId: string }> {
  authorize(actor, "contacts.merge");
  return transact(actor, (tx) => mergeHeld(tx, actor, pair));
}

interface Pair {
  survivorId: string;
  mergedId: string;
}

/** The same in the caller's transaction, for who may merge. Suggestions to do so are answered by it. */
export async function mergeHeld(
  tx: Transaction,
  actor: Actor,
  { survivorId, mergedId }: Pair,
): Promise<{ mergeId: string }> {
  if (survivorId === mergedId) throw new AppError("invalid_input", "A contact cannot be merged with itself");
  const contacts = await lockContacts(tx, [survivorId, mergedId]);
  const [survivor, merged] = [mergeable(contacts, survivorId), mergeable(contacts, mergedId)];
  const before = fieldsOf(survivor);
  const moved = await takeOverRows(tx, mergedId, survivorId);
  const mergeId = uuidv7();
  const { workspaceId } = actor;
  await tx.contact.update({
    where: { id: survivorId },
    data: writableFields(mergedFields(before, fieldsOf(merged))),
  });
  await tx.contact.update({ where: { id: mergedId }, data: { mergedIntoId: survivorId } });
  await tx.contactMerge.create({
    data: {
      id: mergeId,
      workspaceId,
      survivorId,
      mergedId,
      moved: { ...moved },
      survivorBefore: writableFields(before),
      mergedById: actorId(actor),
      mergedAt: new Date(),
    },
  });
  await appendEvent(tx, {
    type: "contact.merged",
    actor,
    contactId: survivorId,
    data: { mergedId, mergeId },
  });
  const decided = { status: "merged", decidedById: actorId(actor), decidedAt: new Date() } as const;
  await tx.mergeSuggestion.updateMany({
    where: { status: "open", ...between(await kinOf(tx, survivorId), await kinOf(tx, mergedId)) },
    data: decided,
  });
  return { mergeId };
}

/**
 * Takes a merge apart: every row it moved goes back, and so does a conversation begun since over an address that
 * goes back. What was edited on the survivor since stays with the survivor.
 */
export async function unmergeContacts(actor: Actor, mergeId: string): Promise<void> {
  authorize(actor, "contacts.merge");
  await transact(actor, async (tx) => {
    const merge = await openMerge(tx, mergeId);
    const { survivorId, mergedId } = merge;
    const contacts = await lockContacts(tx, [survivorId, mergedId]);
    const survivor = contacts.find(({ id }) => id === survivorId);
    const merged = contacts.find(({ id }) => id === mergedId);
    if (!survivor || !merged || survivor.erasedAt || merged.erasedAt)
      throw new AppError("gone", "One of the two has been erased since");
    await giveBackRows(tx, merge.moved as unknown as MovedRows, {
      survivorId,
      mergedId,
      since: merge.mergedAt,
    });
    const fields = unmergedFields(
      merge.survivorBefore as unknown as ReturnType<typeof fieldsOf>,
      fieldsOf(merged),
      fieldsOf(survivor),
    );
    await tx.contact.update({ where: { id: survivorId }, data: writableFields(fields) });
    await tx.contact.update({ where: { id: mergedId }, data: { mergedIntoId: null } });
    const undone = { undoneAt: new Date(), undoneById: actorId(actor) };
    await tx.contactMerge.update({ where: { id: mergeId }, data: undone });
    await tx.mergeSuggestion.updateMany({
      where: { status: "merged", ...between(await kinOf(tx, survivorId), await kinOf(tx, mergedId)) },
      data: { status: "open", decidedById: null, decidedAt: null },
    });
    const data: JsonObject = { mergedId, mergeId };
    await appendEvent(tx, { type: "contact.unmerged", actor, contactId: survivorId, data });
  });
}

/** Suggestions about one of the first and one of the second. */
function between(one: string[], other: string[]): Prisma.MergeSuggestionWhereInput {
  return {
    OR: [
      { firstContactId: { in: one }, secondContactId: { in: other } },
      { firstContactId: { in: other }, secondContactId: { in: one } },
    ],
  };
}

function mergeable(contacts: Contact[], id: string): Contact {
  const contact = contacts.find((candidate) => candidate.id === id);
  if (!contact) throw new AppError("not_found", `There is no contact ${id}`);
  if (contact.erasedAt) throw new AppError("gone", `The contact ${id} has been erased`);
  if (contact.mergedIntoId)
    throw new AppError("conflict", `The contact ${id} is merged into another already`);
  return contact;
}

async function openMerge(tx: Transaction, mergeId: string): Promise<ContactMerge> {
  const merge = await tx.contactMerge.findUnique({ where: { id: mergeId } });
  if (!merge) throw new AppError("not_found", `There is no merge ${mergeId}`);
  if (merge.undoneAt) throw new AppError("conflict", "This merge was undone already");
  return merge;
}
