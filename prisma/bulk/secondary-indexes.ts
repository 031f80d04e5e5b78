import type pg from "pg";

export interface DroppedIndex {
  name: string;
  definition: string;
}

/** Takes the indexes off that no rule hangs on: making them once is far quicker than keeping them row by row. */
export async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<DroppedIndex[]> {
  const { rows } = await client.query<DroppedIndex>(
    `SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
     WHERE t.relname = ANY($1) AND t.relnamespace = 'public'::regnamespace AND NOT x.indisunique
     ORDER BY i.relname`,
    [tables],
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows;
}

/** Makes them again. */
export async function makeIndexes(
  client: pg.Client,
  indexes: readonly DroppedIndex[],
  tell: (line: string) => void,
): Promise<void> {
  for (const { name, definition } of indexes) {
    tell(`Index ${name}`);
    await client.query(definition);
  }
}
