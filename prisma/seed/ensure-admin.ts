import type { SystemActor } from "#server/access/actor.ts";
import { hashPassword } from "#server/access/password.ts";
import { createUser } from "#server/access/write-users.ts";
import { transact } from "#server/platform/database.ts";

/**
 * The first person, who can do everything. Until they have signed in, another run sets the password it is given:
 * `npm start` shows that one.
 */
export async function ensureAdmin(
  actor: SystemActor,
  { email, password }: { email: string; password: string | undefined },
): Promise<void> {
  const known = await transact(actor, (tx) => tx.user.findFirst({ where: { email: email.toLowerCase() } }));
  if (!known) {
    await createUser(actor, { email, password, name: nameOf(email), role: "admin", teams: [], skills: [] });
    return;
  }
  if (password === undefined || known.lastSignInAt) return;
  const passwordHash = await hashPassword(password);
  await transact(actor, (tx) => tx.user.update({ where: { id: known.id }, data: { passwordHash } }));
}

/** “Maria Lopez” for maria.lopez@example.com: a better first guess than the address. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? "").split(/[._+-]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || email;
}
