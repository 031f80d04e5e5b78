import type { Facts, RecordFacts } from "#core/journey/variables.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/**
 * The one of each type that journeys follow: the next that is not cancelled, which for a day after it began is still
 * itself; else the last.
 */
const FOLLOWED = `SELECT DISTINCT ON (contact_id, type) contact_id AS "contactId", type,
    jsonb_build_object('id', id, 'title', title, 'status', status, 'timezone', timezone, 'data', data,
      'startsAt', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'endsAt', to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS facts
  FROM records WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[]) AND status <> 'cancelled'
  ORDER BY contact_id, type, (starts_at >= now() - interval '1 day') DESC NULLS LAST,
    CASE WHEN starts_at >= now() - interval '1 day' THEN starts_at END ASC, starts_at DESC NULLS LAST, id DESC`;

/** The facts with the records that journeys follow. */
export async function addRecords(workspaceId: string, all: readonly Facts[]): Promise<Facts[]> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ contactId: string; type: string; facts: RecordFacts }>({
      name: "engine_records",
      text: FOLLOWED,
      values: [workspaceId, all.map(({ contact }) => contact.id)],
    }),
  );
  const byContact = new Map<string, Record<string, RecordFacts>>();
  for (const { contactId, type, facts } of rows) {
    byContact.set(contactId, { ...byContact.get(contactId), [type]: facts });
  }
  return all.map((facts) => ({ ...facts, records: byContact.get(facts.contact.id) ?? {} }));
}
