import type { PoolClient } from "pg";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { type Happening, happeningOf } from "#core/journey/happening.ts";
import type { RunState } from "#core/journey/run.ts";
import type { Facts, MessageFacts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";
import { addRunFacts } from "#server/journeys/add-run-facts.ts";
import { coalesce } from "#server/journeys/coalesce.ts";
import { FACT_COLUMNS, type FactRow, factsOf, MESSAGE } from "#server/journeys/load-facts.ts";
import { loadWorkspaceFacts } from "#server/journeys/load-workspace-facts.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** A claim found for the effect that a run waits for. */
export interface StoredClaim {
  status: "claimed" | "done" | "failed" | "unknown";
  attempts: number;
  /** Epoch milliseconds until which whoever claimed it may still be at work. */
  claimedUntil: number;
  /** Epoch milliseconds from which it may be tried again: nothing was sent. */
  retryAt: number | null;
  outcome: EffectOutcome | null;
}

/** A run with all that carrying it on needs. */
export interface LoadedRun {
  id: string;
  revision: number;
  state: RunState;
  planHash: string;
  journeyId: string;
  versionId: string;
  journeyName: string;
  contactId: string;
  conversationId: string | null;
  /** What started it. */
  startKey: string;
  isTest: boolean;
  campaignId: string | null;
  claim: StoredClaim | null;
  facts: Facts;
}

type Row = Omit<LoadedRun, "facts"> & FactRow;

const RUNS = `SELECT r.id, r.revision, r.state, r.plan_hash AS "planHash", r.journey_id AS "journeyId", r.version_id AS "versionId",
  j.name AS "journeyName", r.contact_id AS "contactId", r.conversation_id AS "conversationId", r.start_key AS "startKey", r.is_test AS "isTest",
  r.campaign_id AS "campaignId",
  (SELECT jsonb_build_object('status', e.status, 'attempts', e.attempts, 'outcome', e.result,
      'claimedUntil', coalesce(floor(extract(epoch from e.claimed_until) * 1000), 0),
      'retryAt', floor(extract(epoch from e.retry_at) * 1000))
    FROM effects e WHERE e.workspace_id = r.workspace_id AND e.key = r.state #>> '{position,effect,key}') AS claim,
  ${FACT_COLUMNS}
  FROM runs r
  JOIN journeys j ON j.workspace_id = r.workspace_id AND j.id = r.journey_id
  JOIN contacts c ON c.workspace_id = r.workspace_id AND c.id = r.contact_id
  WHERE r.workspace_id = $1 AND r.id = ANY($2::uuid[])`;

const MESSAGES = `SELECT m.id, ${MESSAGE} AS facts FROM messages m WHERE m.workspace_id = $1 AND m.id = ANY($2::uuid[])`;
const HAPPENINGS = `SELECT id, CASE source WHEN 'crm' THEN 'crm.received' ELSE 'event.received' END AS type,
    CASE source WHEN 'crm' THEN properties ELSE '{}'::jsonb END || jsonb_build_object('name', name,
    'properties', properties, 'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS data
  FROM custom_events WHERE workspace_id = $1 AND id = ANY($2::uuid[])
  UNION ALL SELECT e.id, e.type, e.data || jsonb_strip_nulls(jsonb_build_object('conversationId', e.conversation_id,
    'messageId', e.message_id, 'channel', e.channel, 'nodeId', e.node_id, 'message',
    (SELECT ${MESSAGE} FROM messages m WHERE e.type = 'message.taken' AND m.id = e.message_id)))
    || CASE WHEN e.type = 'run.returned' THEN jsonb_build_object('vars',
      (SELECT c.state -> 'vars' FROM runs c WHERE c.workspace_id = e.workspace_id AND c.id = e.run_id))
      WHEN e.type = 'call.settled' THEN coalesce((SELECT s.detail -> 'call' FROM steps s WHERE s.workspace_id = e.workspace_id
        AND s.run_id = e.run_id AND s.visit = split_part(e.data ->> 'effectKey', ':', 2)::int), '{}') ELSE '{}' END
  FROM events e WHERE e.workspace_id = $1 AND e.id = ANY($2::uuid[])`;
const TAKEN = `SELECT run_id || ':' || event_id AS key FROM run_events
  WHERE workspace_id = $1 AND run_id = ANY($2::uuid[]) AND event_id = ANY($3::uuid[])`;

/** A run to read, with the events it is to take. */
export interface RunRequest {
  runId: string;
  messages: string[];
  happenings: string[];
  controls: string[];
}

/** What the references of events stand for, and which of them the run has taken before. */
export interface LoadedEvents {
  messages: Map<string, MessageFacts>;
  happenings: Map<string, Happening>;
  taken: Set<string>;
}

export interface LoadedWork {
  run: LoadedRun;
  events: LoadedEvents;
}

/** Reads a run with its facts and events, together with whatever else is read at that moment; undefined when there is none. */
export const loadRun = coalesce(loadRuns);

async function loadRuns(workspaceId: string, requests: RunRequest[]): Promise<(LoadedWork | undefined)[]> {
  const workspace = await loadWorkspaceFacts(workspaceId);
  const works = await onWorkspaceRows(workspaceId, async (client) => {
    const runIds = requests.map(({ runId }) => runId);
    const { rows } = await client.query<Row>({
      name: "engine_runs",
      text: RUNS,
      values: [workspaceId, runIds],
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found = await findEvents(client, workspaceId, requests);
    return requests.map((request) => {
      const row = byId.get(request.runId);
      if (!row) return undefined;
      return { run: { ...row, facts: factsOf(row, workspace) }, events: eventsOf(request, found) };
    });
  });
  return addRunFacts(workspaceId, works);
}

interface FoundEvents extends Omit<LoadedEvents, "taken"> {
  /** `runId:eventId` */
  taken: Set<string>;
}

async function findEvents(
  client: PoolClient,
  workspaceId: string,
  requests: RunRequest[],
): Promise<FoundEvents> {
  const messages = requests.flatMap((request) => request.messages);
  const happenings = requests.flatMap((request) => request.happenings);
  const all = [...messages, ...happenings, ...requests.flatMap((request) => request.controls)];
  const found: FoundEvents = { messages: new Map(), happenings: new Map(), taken: new Set() };
  if (messages.length > 0) {
    const values = [workspaceId, messages];
    const { rows } = await client.query<{ id: string; facts: MessageFacts }>({
      name: "engine_messages",
      text: MESSAGES,
      values,
    });
    for (const { id, facts } of rows) found.messages.set(id, facts);
  }
  if (happenings.length > 0) {
    const values = [workspaceId, happenings];
    const { rows } = await client.query<{ id: string; type: string; data: JsonObject }>({
      name: "engine_happenings",
      text: HAPPENINGS,
      values,
    });
    for (const { id, type, data } of rows) {
      const happening = happeningOf(type, data);
      if (happening) found.happenings.set(id, happening);
    }
  }
  if (all.length > 0) {
    const values = [workspaceId, requests.map(({ runId }) => runId), all];
    const { rows } = await client.query<{ key: string }>({ name: "engine_taken", text: TAKEN, values });
    for (const { key } of rows) found.taken.add(key);
  }
  return found;
}

function eventsOf(request: RunRequest, found: FoundEvents): LoadedEvents {
  const ids = [...request.messages, ...request.happenings, ...request.controls];
  return { ...found, taken: new Set(ids.filter((id) => found.taken.has(`${request.runId}:${id}`))) };
}
