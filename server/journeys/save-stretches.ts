import { randomUUID } from "node:crypto";
import { coalesce } from "#server/journeys/coalesce.ts";
import { rowOf, type Stretch, type StretchRow } from "#server/journeys/stretch.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { storableJson } from "#server/platform/storable-json.ts";

const time = (column: string) => `to_timestamp(${column}::float8 / 1000)`;

/** Between two effects indexed columns stay as they are, so that Postgres need not touch the indexes. */
const atRest = (value: string, before: string) =>
  `CASE WHEN i.status = 'running' AND r.status = 'running' THEN ${before} ELSE ${value} END`;

/** The run that another one keeps from speaking saves without the floor. */
const FLOOR_IS_FREE = `NOT EXISTS (SELECT FROM runs o WHERE o.workspace_id = r.workspace_id
  AND o.conversation_id = i."conversationId" AND o.floor AND o.id <> r.id)`;

/**
 * The runs themselves. Rows are named by parameters as well: a plan made while a table was small would read all of
 * the workspace's.
 */
const RUNS = `input AS (
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS t("runId" uuid, revision int, status run_status, state jsonb, arms jsonb,
    "versionId" uuid, "planHash" text,
    "conversationId" uuid, "nodeId" text, "wakeAt" float8, "waitingFor" jsonb, floor boolean, "stuckReason" text,
    "stuckCode" text, "heldReason" text, "endReason" text, "endedAt" float8, "goalReachedAt" float8, steps jsonb, taken jsonb, claims jsonb, outcomes jsonb,
    log jsonb, outbox jsonb)
), saved AS (
  UPDATE runs r SET status = i.status, state = i.state, revision = r.revision + 1, arms = coalesce(i.arms, r.arms),
    version_id = i."versionId", plan_hash = i."planHash",
    conversation_id = i."conversationId", current_node_id = ${atRest('i."nodeId"', "r.current_node_id")},
    wake_at = ${time('i."wakeAt"')},
    waiting_for = i."waitingFor", floor = i.floor AND ${FLOOR_IS_FREE}, stuck_reason = i."stuckReason",
    stuck_code = i."stuckCode", stuck_at = CASE WHEN i."stuckCode" IS NOT NULL THEN coalesce(r.stuck_at, now()) END,
    held_reason = CASE WHEN i.status = 'held' THEN coalesce(i."heldReason", r.held_reason) END,
    end_reason = i."endReason", ended_at = ${time('i."endedAt"')},
    goal_reached_at = coalesce(r.goal_reached_at, ${time('i."goalReachedAt"')}), updated_at = ${atRest("now()", "r.updated_at")}
  FROM input i WHERE r.workspace_id = $1 AND r.id = ANY($3::uuid[]) AND r.id = i."runId" AND r.revision = i.revision
  RETURNING r.id, r.journey_id, r.contact_id, r.conversation_id, r.is_test, r.floor AS speaks
), mine AS (SELECT i.*, s.* FROM input i JOIN saved s ON s.id = i."runId"
)`;

const FLOORS = `floors AS (
  UPDATE conversations v SET floor_run_id = CASE WHEN m.speaks THEN m.id END
  FROM mine m WHERE v.workspace_id = $1 AND v.id = ANY($4::uuid[]) AND v.id = m.conversation_id
    AND (CASE WHEN m.speaks THEN v.floor_run_id IS DISTINCT FROM m.id ELSE v.floor_run_id = m.id END)
  RETURNING v.id, v.floor_run_id
)`;

/** The next to speak where a floor has become free: the highest priority, then who has waited longest. */
const NEXT_SPEAKERS = `next_speakers AS (
  SELECT n.id FROM floors f, LATERAL (SELECT o.id FROM runs o
    WHERE o.workspace_id = $1 AND o.conversation_id = f.id AND o.conversation_id = ANY($4::uuid[])
      AND o.ended_at IS NULL AND o.status = 'waiting' AND o.waiting_for ->> 'code' = 'floor'
    ORDER BY (o.waiting_for ->> 'priority')::int DESC, (o.waiting_for ->> 'since')::float8 LIMIT 1) n
  WHERE f.floor_run_id IS NULL
)`;

/** In a statement of its own, since hardly anybody ever waits; should it be lost, they look again by themselves. */
const WAKE = `INSERT INTO outbox (id, workspace_id, topic, ordering_key, payload)
  SELECT gen_random_uuid(), $1::uuid, 'run.control', n.id, jsonb_build_object('runId', n.id, 'controlId', gen_random_uuid(),
    'action', 'wake', 'at', floor(extract(epoch from now()) * 1000))
  FROM unnest($2::text[]) AS n(id)`;

/** What is written beside the run itself, by the part of its row that it is made from. */
const PARTS = {
  steps: `INSERT INTO steps AS old (id, workspace_id, run_id, visit, node_id, type, entered_at, left_at, outlet, trail)
  SELECT t.id, $1, m.id, t.visit, t."nodeId", t.type, ${time('t."enteredAt"')}, ${time('t."leftAt"')}, t.outlet, t.trail
  FROM mine m, jsonb_to_recordset(m.steps) AS t(id uuid, visit int, "nodeId" text, type text, "enteredAt" float8,
    "leftAt" float8, outlet text, trail jsonb)
  ON CONFLICT (run_id, visit) DO UPDATE SET left_at = coalesce(excluded.left_at, old.left_at),
    outlet = coalesce(excluded.outlet, old.outlet), trail = old.trail || excluded.trail`,
  taken: `INSERT INTO run_events (workspace_id, run_id, event_id, kind, received_at)
  SELECT $1, m.id, t."eventId", t.kind, ${time("t.at")}
  FROM mine m, jsonb_to_recordset(m.taken) AS t("eventId" uuid, kind text, at float8)
  ON CONFLICT DO NOTHING`,
  claims: `INSERT INTO effects AS old (id, workspace_id, run_id, visit, key, kind, node_id, request_digest, attempts,
    claimed_at, claimed_until)
  SELECT t.id, $1, m.id, t.visit, t.key, t.kind, t."nodeId", t.digest, t.attempt, ${time("t.at")}, ${time("t.until")}
  FROM mine m, jsonb_to_recordset(m.claims) AS t(id uuid, visit int, key text, kind text, "nodeId" text,
    digest text, attempt int, at float8, until float8)
  ON CONFLICT (workspace_id, key) DO UPDATE SET attempts = excluded.attempts, retry_at = NULL,
    claimed_until = excluded.claimed_until`,
  outcomes: `UPDATE effects e SET status = t.status, result = t.result, error = t.error, claimed_until = NULL,
    retry_at = ${time('t."retryAt"')}, completed_at = ${time('t."completedAt"')}
  FROM mine m, jsonb_to_recordset(m.outcomes) AS t(key text, status effect_status, result jsonb, error jsonb,
    "retryAt" float8, "completedAt" float8)
  WHERE e.workspace_id = $1 AND e.key = ANY($5::text[]) AND e.key = t.key`,
  log: `INSERT INTO events (id, workspace_id, type, occurred_at, actor_kind, conversation_id, contact_id, journey_id,
    run_id, node_id, is_test, data)
  SELECT t.id, $1, t.type, ${time("t.at")}, 'system', m.conversation_id, m.contact_id, m.journey_id, m.id,
    t."nodeId", m.is_test, t.data
  FROM mine m, jsonb_to_recordset(m.log) AS t(id uuid, type text, at float8, "nodeId" text, data jsonb)`,
  outbox: `INSERT INTO outbox (id, workspace_id, topic, ordering_key, payload, available_at)
  SELECT t.id, $1, t.topic, t."orderingKey", t.payload, coalesce(${time('t."availableAt"')}, now())
  FROM mine m, jsonb_to_recordset(m.outbox) AS t(id uuid, topic text, "orderingKey" text, payload jsonb,
    "availableAt" float8)
  ON CONFLICT (id) DO NOTHING`,
} satisfies Partial<Record<keyof StretchRow, string>>;

const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

/**
 * One statement, hence whole or not at all for each run; void for a run that was saved by another meanwhile. Parts
 * that nobody has anything for are left out: Postgres would set each of them up for nothing.
 */
function savingStatement(rows: StretchRow[]): { name: string; text: string } {
  const parts = PART_NAMES.filter((part) => rows.some((row) => row[part].length > 0));
  // Whoever keeps the floor makes room for nobody.
  const last = rows.every(({ floor }) => floor) ? [FLOORS] : [FLOORS, NEXT_SPEAKERS];
  const withs = [RUNS, ...parts.map((part) => `added_${part} AS (${PARTS[part]})`), ...last];
  const next = last.length > 1 ? "UNION ALL SELECT NULL, id FROM next_speakers" : "";
  const text = `WITH ${withs.join(", ")} SELECT id, NULL::uuid AS next FROM saved WHERE $5::text[] IS NOT NULL ${next}`;
  return { name: `engine_save_${parts.join("_")}_${last.length}`, text };
}

/** A run that was saved, or one to be woken. */
interface SavedRow {
  id: string | null;
  next: string | null;
}

/**
 * Saves a stretch durably, with whatever else there is to save at that moment.
 * @returns false when the run was saved by another carrier since it was read: nothing of it was written
 */
export const saveStretch = coalesce(saveStretches);

async function saveStretches(workspaceId: string, stretches: Stretch[]): Promise<boolean[]> {
  const saving = { id: randomUUID(), now: Date.now() };
  const rows = stretches.map((stretch) => rowOf(stretch, saving));
  const values = [workspaceId, storableJson(rows), ...namesIn(rows)];
  const save = () =>
    onWorkspaceRows(workspaceId, async (client) => {
      const { rows: told } = await client.query<SavedRow>({ ...savingStatement(rows), values });
      const next = told.flatMap((row) => row.next ?? []);
      if (next.length > 0)
        await client.query({ name: "engine_wake", text: WAKE, values: [workspaceId, next] });
      return told;
    });
  // Two runs that take one floor at the same moment: the second look finds it taken and saves without it.
  const told = await save().catch((error: unknown) => {
    if (isFloorClash(error)) return save();
    throw error;
  });
  const saved = new Set(told.map(({ id }) => id));
  return stretches.map(({ runId }) => saved.has(runId));
}

function isFloorClash(error: unknown): boolean {
  const { code, constraint } = (error ?? {}) as { code?: string; constraint?: string };
  return code === "23505" && constraint === "runs_one_floor";
}

/** The runs, conversations and effects that are written to. */
function namesIn(rows: StretchRow[]): [string[], string[], string[]] {
  return [
    rows.map(({ runId }) => runId),
    rows.flatMap(({ conversationId }) => conversationId ?? []),
    rows.flatMap(({ outcomes }) => outcomes.map(({ key }) => String(key))),
  ];
}
