import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { open } from "#server/platform/secrets.ts";

/** What a secret is bound to when it is sealed. */
export function secretContext(secretId: string): string {
  return `secret:${secretId}`;
}

/** A secret of the workspace, in the clear. */
export async function readSecret(workspaceId: string, key: string): Promise<string> {
  const secret = (await findSecrets(workspaceId, [key])).get(key);
  if (secret === undefined) {
    throw new AppError("not_found", `There is no secret "${key}" in this workspace`);
  }
  return secret;
}

/** Those of some secrets that there are, in the clear, by key. */
export async function findSecrets(workspaceId: string, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.secret.findMany({ where: { workspaceId, key: { in: keys } } }),
  );
  return new Map(
    rows.map(({ id, key, valueEncrypted }) => [key, open(valueEncrypted, secretContext(id)).toString()]),
  );
}
