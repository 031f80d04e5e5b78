import { countedEvents } from "#core/audiences/audience-condition.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";
import type { PlanNeeds } from "#core/journey/plan-needs.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import type { Facts } from "#core/journey/variables.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { addRecords } from "#server/records/add-records.ts";

/** An audience that is not archived. */
export interface OpenAudience {
  id: string;
  key: string;
  condition: Condition;
}

/**
 * Completes the facts of contacts with what only some plans ask for: when events happened, their records, and which
 * audiences each contact belongs to. Every audience is asked of these contacts' own facts: nobody else is looked at.
 */
export async function addFacts(
  workspaceId: string,
  all: readonly Facts[],
  needs: PlanNeeds,
  now: number,
): Promise<Facts[]> {
  if (all.length === 0 || (!needs.audiences && !needs.records && needs.events.length === 0)) return [...all];
  const audiences = needs.audiences ? await openAudiences(workspaceId) : [];
  const names = [...needs.events, ...audiences.flatMap(({ condition }) => countedEvents(condition))];
  const counted = await addEvents(workspaceId, all, names);
  const completed = needs.records ? await addRecords(workspaceId, counted) : counted;
  return completed.map((facts) => ({
    ...facts,
    audiences: audiences.filter(({ condition }) => isIn(facts, condition, now)).map(({ key }) => key),
  }));
}

/** Whether somebody, whose counted events are among the facts, fulfils an audience's condition. */
export function isIn(facts: Facts, condition: Condition, now: number): boolean {
  const lookup = createLookup({ facts, vars: {}, run: null, now });
  return evaluate(condition, lookup, now, facts.workspace.timezone);
}

/** The facts with when each of the named events happened to each contact. */
export async function addEvents(
  workspaceId: string,
  all: readonly Facts[],
  names: readonly string[],
): Promise<Facts[]> {
  if (names.length === 0) return [...all];
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ contactId: string; name: string; times: number[] }>({
      name: "audience_events",
      text: `SELECT contact_id AS "contactId", name,
          array_agg(floor(extract(epoch from occurred_at) * 1000)::float8) AS times
        FROM custom_events WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[]) AND name = ANY ($3::text[])
        GROUP BY contact_id, name`,
      values: [workspaceId, all.map(({ contact }) => contact.id), [...new Set(names)]],
    }),
  );
  const eventsOf = new Map<string, Record<string, number[]>>();
  for (const { contactId, name, times } of rows) {
    eventsOf.set(contactId, { ...eventsOf.get(contactId), [name]: times });
  }
  return all.map((facts) => ({ ...facts, events: eventsOf.get(facts.contact.id) ?? {} }));
}

/** Every audience of a workspace that is not archived. */
export async function openAudiences(workspaceId: string): Promise<OpenAudience[]> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<OpenAudience>({
      name: "audience_conditions",
      text: "SELECT id, key, condition FROM audiences WHERE workspace_id = $1 AND archived_at IS NULL ORDER BY key",
      values: [workspaceId],
    }),
  );
  return rows;
}
