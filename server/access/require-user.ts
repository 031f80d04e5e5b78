import { AppError } from "#core/errors.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Throws `not_found` unless the user that a path names is of this workspace. */
export async function requireUser(tx: Transaction, id: string): Promise<void> {
  const user = await tx.user.findFirst({ where: { id }, select: { id: true } });
  if (!user) throw new AppError("not_found", "There is no such user.");
}
