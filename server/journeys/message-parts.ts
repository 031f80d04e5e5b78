import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

/** A message template by its key, unless it is archived. */
export async function findTemplate(
  workspaceId: string,
  key: string,
): Promise<{ text: unknown; subject: unknown } | null> {
  return transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.template.findFirst({
      where: { workspaceId, key, archivedAt: null },
      select: { text: true, subject: true },
    }),
  );
}

/** Ids of the library's attachments of these keys. */
export async function findAttachments(workspaceId: string, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.attachment.findMany({ where: { workspaceId, key: { in: keys } }, select: { id: true, key: true } }),
  );
  const ids = new Map(rows.map(({ id, key }) => [key, id]));
  return keys.map((key) => {
    const id = ids.get(key);
    if (!id) throw new AppError("not_found", `There is no attachment "${key}" in the library`);
    return id;
  });
}
