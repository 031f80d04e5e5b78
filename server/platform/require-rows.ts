import { AppError } from "#core/errors.ts";
import type { Transaction } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A field of a request that names something that is not there. */
function unknown(what: string, value: string): AppError {
  return new AppError("invalid_input", `There is no ${what} “${value.slice(0, 100)}” in this workspace.`);
}

/** The id of an active user named by id or e-mail. @throws AppError `invalid_input` */
export async function requireUserId(tx: Transaction, idOrEmail: string): Promise<string> {
  const where = ID.test(idOrEmail) ? { id: idOrEmail } : { email: idOrEmail.toLowerCase() };
  const user = await tx.user.findFirst({ where: { ...where, deactivatedAt: null }, select: { id: true } });
  if (!user) throw unknown("user", idOrEmail);
  return user.id;
}

/** The id of a team named by id or key. @throws AppError `invalid_input` */
export async function requireTeamId(tx: Transaction, idOrKey: string): Promise<string> {
  const where = ID.test(idOrKey) ? { id: idOrKey } : { key: idOrKey };
  const team = await tx.team.findFirst({ where: { ...where, archivedAt: null }, select: { id: true } });
  if (!team) throw unknown("team", idOrKey);
  return team.id;
}

/** The id of business hours named by key. @throws AppError `invalid_input` */
export async function requireHoursId(tx: Transaction, key: string): Promise<string> {
  const hours = await tx.businessHours.findFirst({ where: { key }, select: { id: true } });
  if (!hours) throw unknown("set of business hours", key);
  return hours.id;
}

/** Throws `invalid_input` unless there is an intent of this key. */
export async function requireIntentKey(tx: Transaction, key: string): Promise<void> {
  if ((await tx.intent.count({ where: { key, archivedAt: null } })) === 0) throw unknown("intent", key);
}

/** Throws `invalid_input` unless the contact is there. */
export async function requireContact(tx: Transaction, id: string): Promise<void> {
  if ((await tx.contact.count({ where: { id, erasedAt: null } })) === 0) throw unknown("contact", id);
}
