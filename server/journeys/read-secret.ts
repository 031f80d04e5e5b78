import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { open } from "#server/platform/secrets.ts";

/** A secret of the workspace, in the clear. */
export async function readSecret(workspaceId: string, key: string): Promise<string> {
  const row = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.secret.findUnique({ where: { workspaceId_key: { workspaceId, key } } }),
  );
  if (!row) throw new AppError("not_found", `There is no secret "${key}" in this workspace`);
  return open(row.valueEncrypted, `secret:${row.id}`).toString();
}
