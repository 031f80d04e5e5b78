import type { Contact } from "#core/api/contacts.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { lockContacts } from "#server/contacts/contact-fields.ts";
import { getContact } from "#server/contacts/read-contacts.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { type Transaction, transactTogether } from "#server/platform/database.ts";

/**
 * What the contact writes from now on is kept as spam: nobody is called, no journey starts and nothing is routed. Their
 * open conversations are put away with them. Blocking twice changes nothing but the reason.
 */
export async function blockContact(actor: Actor, id: string, reason: string | null): Promise<Contact> {
  authorize(actor, "contacts.edit");
  await transactTogether(actor, async (tx) => {
    const blockedAt = await lock(tx, id);
    const data = { blockedAt: blockedAt ?? new Date(), blockedReason: reason };
    await tx.contact.update({ where: { id }, data });
    if (blockedAt) return;
    await log(tx, actor, id, "contact.blocked");
    await move(tx, actor, id, "spam");
  });
  return getContact(actor, id);
}

/** Takes a contact back, with the conversations that were put away. */
export async function unblockContact(actor: Actor, id: string): Promise<Contact> {
  authorize(actor, "contacts.edit");
  await transactTogether(actor, async (tx) => {
    if (!(await lock(tx, id))) return;
    await tx.contact.update({ where: { id }, data: { blockedAt: null, blockedReason: null } });
    await log(tx, actor, id, "contact.unblocked");
    await move(tx, actor, id, "in_progress");
  });
  return getContact(actor, id);
}

/** Since when they are blocked. The contact is locked before its conversations, as an inbound message does. */
async function lock(tx: Transaction, id: string): Promise<Date | null> {
  const [contact] = await lockContacts(tx, [id]);
  if (!contact) throw new AppError("not_found", "There is no such contact.");
  if (contact.erasedAt) throw new AppError("gone", "This contact has been erased.");
  return contact.blockedAt;
}

async function log(tx: Transaction, actor: Actor, id: string, action: string): Promise<void> {
  const fields = ["blockedAt"];
  await appendEvent(tx, { type: "contact.updated", actor, contactId: id, data: { fields } });
  await writeAudit(tx, actor, { action, subjectType: "contact", subjectId: id });
}

/** Those of their conversations that the actor may not see are put away all the same: it is one decision. */
async function move(tx: Transaction, actor: Actor, contactId: string, status: "spam" | "in_progress") {
  const open = ["new", "in_progress", "snoozed"] as const;
  const rows = await tx.conversation.findMany({
    where: { contactId, mergedIntoId: null, status: status === "spam" ? { in: [...open] } : "spam" },
    select: { id: true },
  });
  const { workspaceId } = actor;
  const mover: Actor = { kind: "system", workspaceId, name: "block" };
  for (const { id } of rows) await updateConversation(mover, id, { status });
}
