import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { hashPassword } from "#server/access/password.ts";
import { findUsersByEmail } from "#server/platform/cross-workspace.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";

/**
 * Gives a person a new password, in every workspace with that address, lifts a lock and ends open sessions.
 * @throws AppError `not_found` when nobody active has the address
 */
export async function setPassword(email: string, password: string): Promise<void> {
  try {
    const users = await findUsersByEmail(email.toLowerCase());
    if (users.length === 0) throw new AppError("not_found", `Nobody here signs in as ${email}`);
    const passwordHash = await hashPassword(password);
    for (const { userId, workspaceId } of users) {
      const actor = systemActor(workspaceId, "set-password");
      await transact(actor, async (tx) => {
        const data = { passwordHash, failedSignIns: 0, lockedUntil: null, sessionEpoch: { increment: 1 } };
        await tx.user.update({ where: { id: userId }, data });
        await writeAudit(tx, actor, { action: "user.password_set", subjectType: "user", subjectId: userId });
      });
    }
  } finally {
    await closeDatabase();
  }
}
