import type { Transaction } from "#server/platform/database.ts";

/** A contact and all that were merged into it, however many steps away. Empty where there is no such contact. */
export async function kinOf(tx: Transaction, contactId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE kin AS (
      SELECT id, workspace_id FROM contacts WHERE id = ${contactId}::uuid
      UNION
      SELECT c.id, c.workspace_id FROM contacts c
        JOIN kin ON c.workspace_id = kin.workspace_id AND c.merged_into_id = kin.id
    ) SELECT id FROM kin`;
  return rows.map(({ id }) => id);
}

/** The contact that one merged away stands for in the end. */
export async function rootOf(tx: Transaction, contactId: string): Promise<string> {
  const [root] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id, merged_into_id, 0 AS depth FROM contacts WHERE id = ${contactId}::uuid
      UNION ALL
      SELECT c.id, c.merged_into_id, line.depth + 1 FROM contacts c JOIN line ON c.id = line.merged_into_id
    ) SELECT id FROM line ORDER BY depth DESC LIMIT 1`;
  return root?.id ?? contactId;
}
