import type { Transaction } from "#server/platform/database.ts";

interface Naming {
  workspaceId: string;
  /** Of the nodes that may name it. */
  types: string[];
  /** The field of their config in which they do: it holds the key, or a list with it. */
  config: string;
  key: string;
}

/** The live journeys that name a thing, as in “Welcome”, “Renewal”; null where there are none. */
export async function journeysNaming(
  tx: Transaction,
  { workspaceId, types, config, key }: Naming,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT j.name FROM journeys j
    JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
    JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
    CROSS JOIN jsonb_each(p.plan -> 'nodes') AS node
    WHERE j.workspace_id = ${workspaceId}::uuid AND j.status::text = 'live'
      AND node.value ->> 'type' = ANY (${types}::text[]) AND node.value -> 'config' -> ${config} @> to_jsonb(${key}::text)
    ORDER BY j.name LIMIT 5`;
  return rows.length === 0 ? null : rows.map(({ name }) => `“${name}”`).join(", ");
}
