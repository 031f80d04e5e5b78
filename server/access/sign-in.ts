import type { Role } from "#core/permissions/roles.ts";
import { systemActor } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { checkPassword } from "#server/access/password.ts";
import { countAttempt, forgetAttempts } from "#server/access/rate-limit.ts";
import { findUsersByEmail } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";

const WINDOW_SECONDS = 15 * 60;
const ATTEMPTS_PER_EMAIL = 10;
const ATTEMPTS_PER_ADDRESS = 100;
/** Longer passwords are refused before they cost anything. */
const LONGEST = 256;

export interface SignedIn {
  userId: string;
  workspaceId: string;
  name: string;
  email: string;
  role: Role;
  sessionEpoch: number;
}

/**
 * Checks an e-mail and a password. Null for a wrong password, an unknown e-mail and too many attempts alike, after the
 * same work, so that the answer tells nobody which addresses exist.
 * @param address the client's IP address, as far as it is known
 */
export async function signIn(email: string, password: string, address: string): Promise<SignedIn | null> {
  const sought = email.trim().toLowerCase();
  if (sought === "" || password === "" || sought.length > 254 || password.length > LONGEST) return null;
  if (sought.includes("\u0000") || /\p{Surrogate}/u.test(sought)) return null;
  const byEmail = await countAttempt("sign-in:email", sought, WINDOW_SECONDS);
  const byAddress = await countAttempt("sign-in:address", address, WINDOW_SECONDS);
  const isTooMany = byEmail.attempts > ATTEMPTS_PER_EMAIL || byAddress.attempts > ATTEMPTS_PER_ADDRESS;
  const candidates = await findUsersByEmail(sought);
  // One check at least, and every candidate's own: the time tells only in how many workspaces someone is.
  let match: (typeof candidates)[number] | undefined;
  for (const candidate of candidates.length > 0 ? candidates : [undefined]) {
    const matches = await checkPassword(password, candidate?.passwordHash ?? null);
    if (matches && !match) match = candidate;
  }
  if (isTooMany || !match || (match.lockedUntil && match.lockedUntil > new Date())) return null;
  await forgetAttempts("sign-in:email", sought);
  return recordSignIn(match);
}

async function recordSignIn(match: { userId: string; workspaceId: string }): Promise<SignedIn> {
  const actor = systemActor(match.workspaceId, "sign-in");
  return transact(actor, async (tx) => {
    const { id, workspaceId, name, email, role, sessionEpoch } = await tx.user.update({
      where: { id: match.userId },
      data: { lastSignInAt: new Date(), failedSignIns: 0 },
    });
    await writeAudit(tx, actor, { action: "user.signed_in", subjectType: "user", subjectId: id });
    return { userId: id, workspaceId, name, email, role, sessionEpoch };
  });
}
