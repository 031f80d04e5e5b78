import type { ContactMerge } from "#core/api/contacts.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

/** A merge of two contacts, undone or not. */
export async function readMerge(actor: Actor, id: string): Promise<ContactMerge> {
  authorize(actor, "contacts.view");
  const row = await transact(actor, (tx) => tx.contactMerge.findFirst({ where: { id } }));
  if (!row) throw new AppError("not_found", "There is no such merge.");
  const { survivorId, mergedId, mergedAt, undoneAt } = row;
  return {
    id,
    survivorId,
    mergedId,
    mergedAt: mergedAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}

/** The merge to undo for a contact, on whichever side it was: the one named, else the latest that still holds. */
export async function latestMergeId(actor: Actor, contactId: string, mergeId?: string): Promise<string> {
  authorize(actor, "contacts.view");
  const row = await transact(actor, (tx) =>
    tx.contactMerge.findFirst({
      where: {
        OR: [{ survivorId: contactId }, { mergedId: contactId }],
        ...(mergeId ? { id: mergeId } : { undoneAt: null }),
      },
      orderBy: { id: "desc" },
    }),
  );
  if (!row) throw new AppError("not_found", "There is no merge of this contact to undo.");
  return row.id;
}
