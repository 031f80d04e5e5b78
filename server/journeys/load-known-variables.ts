import type { Transaction } from "#server/platform/database.ts";

/** Rows of each kind that are looked at, the newest: enough to know a name that is in use. */
const LOOKED_AT = 500;

/** Full paths under attributes, memory and properties that something in this workspace has set. */
export async function loadKnownVariables(tx: Transaction, workspaceId: string): Promise<ReadonlySet<string>> {
  // Hops from one event's name to the next by the index: there are few names and very many events.
  const rows = await tx.$queryRaw<{ path: string }[]>`
    WITH RECURSIVE names AS (
      (SELECT name FROM custom_events WHERE workspace_id = ${workspaceId}::uuid ORDER BY name LIMIT 1)
      UNION ALL SELECT (SELECT e.name FROM custom_events e WHERE e.workspace_id = ${workspaceId}::uuid AND e.name > n.name
        ORDER BY e.name LIMIT 1) FROM names n WHERE n.name IS NOT NULL)
    SELECT DISTINCT 'contact.attributes.' || jsonb_object_keys(attributes) AS path FROM
      (SELECT attributes FROM contacts WHERE workspace_id = ${workspaceId}::uuid
        ORDER BY created_at DESC LIMIT ${LOOKED_AT}) c WHERE jsonb_typeof(attributes) = 'object'
    UNION SELECT DISTINCT 'conversation.attributes.' || jsonb_object_keys(attributes) FROM
      (SELECT attributes FROM conversations WHERE workspace_id = ${workspaceId}::uuid
        ORDER BY last_activity_at DESC LIMIT ${LOOKED_AT}) a WHERE jsonb_typeof(attributes) = 'object'
    UNION SELECT DISTINCT 'conversation.memory.' || jsonb_object_keys(memory) FROM
      (SELECT memory FROM conversations WHERE workspace_id = ${workspaceId}::uuid
        ORDER BY last_activity_at DESC LIMIT ${LOOKED_AT}) m WHERE jsonb_typeof(memory) = 'object'
    UNION SELECT DISTINCT 'event.properties.' || jsonb_object_keys(e.properties) FROM names n,
      LATERAL (SELECT properties FROM custom_events WHERE workspace_id = ${workspaceId}::uuid AND name = n.name
        ORDER BY occurred_at DESC LIMIT 5) e WHERE jsonb_typeof(e.properties) = 'object'`;
  return new Set(rows.map(({ path }) => path));
}
