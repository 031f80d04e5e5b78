import type { Facts } from "#core/journey/variables.ts";
import { FACT_COLUMNS, type FactRow, factsOf } from "#server/journeys/load-facts.ts";
import { loadWorkspaceFacts } from "#server/journeys/load-workspace-facts.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

const CONTACTS = `SELECT ${FACT_COLUMNS} FROM (SELECT $1::uuid AS workspace_id, wanted.id AS contact_id,
    NULL::uuid AS conversation_id, NULL::uuid AS trigger_event_id FROM unnest($2::uuid[]) AS wanted (id)) r
  JOIN contacts c ON c.workspace_id = r.workspace_id AND c.id = r.contact_id`;

/** What conditions can see of several contacts outside of any conversation, in no particular order. */
export async function loadContactFacts(workspaceId: string, contactIds: readonly string[]): Promise<Facts[]> {
  if (contactIds.length === 0) return [];
  const workspace = await loadWorkspaceFacts(workspaceId);
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<FactRow>({ name: "contact_facts", text: CONTACTS, values: [workspaceId, contactIds] }),
  );
  return rows.map((row) => factsOf(row, workspace));
}
