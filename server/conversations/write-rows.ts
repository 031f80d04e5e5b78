import type { Json } from "#core/json.ts";
import type { Transaction } from "#server/platform/database.ts";

export type Row = Record<string, Json | undefined>;

const INSERTS = {
  contacts: "name, locale, tags, attributes, is_test, last_seen_at, created_at, updated_at",
  identities: "kind, channel, scope, address, display_name, created_at, updated_at",
  identity_links: `identity_id, contact_id, kind, is_default, verification_level, verified_by, verified_at,
    verification_expires_at, created_at`,
  conversations: `contact_id, about_contact_id, status, handler, quiet, is_test, visibility, channel,
    started_channel, priority, waiting_since, tags, attributes, memory, first_inbound_at, last_inbound_at,
    last_activity_at, last_message_preview, reopened_count, previous_conversation_id, team_id, last_position,
    created_at, updated_at`,
  sessions: `conversation_id, kind, channel, channel_account_id, identity_id, direction, started_at,
    last_activity_at, verification_level, verified_by, verification_expires_at, metadata, created_at`,
  participants:
    "conversation_id, kind, contact_id, user_id, journey_id, identity_id, speaks_for_id, joined_at",
  deliveries: `channel_account_id, external_key, headers, body_encrypted, body_size, contact_id, outcome,
    received_at, processed_at`,
  messages: `conversation_id, session_id, position, channel, channel_account_id, identity_id, direction,
    author_kind, author_id, text, content, status, answers, external_id, client_key, at, created_at`,
  attachments: "message_id, name, content_type, size, source_url, created_at",
  assignments: "conversation_id, from_user_id, to_user_id, reason, by_kind, at",
  events: `type, occurred_at, recorded_at, actor_kind, actor_id, conversation_id, session_id, message_id,
    contact_id, user_id, team_id, channel, is_test, data`,
  outbox: "topic, ordering_key, payload, status, attempts, available_at, created_at",
} as const;

const UPDATES = {
  conversations: [
    "status",
    "handler",
    "quiet",
    "assignee_id",
    "waiting_since",
    "snoozed_until",
    "first_inbound_at",
    "resolved_at",
    "resolved_reason",
    "reopened_count",
    "channel",
    "last_inbound_at",
    "last_activity_at",
    "last_message_preview",
    "last_position",
    "updated_at",
  ],
  sessions: ["last_activity_at", "ended_at", "end_reason"],
} as const;

type Table = keyof typeof INSERTS;

/**
 * Rows by table, in the database's own column names; what a row leaves out is null. `changed` rows carry every
 * column listed for their table.
 */
export type RowsToWrite = Partial<Record<Table, Row[]>> & {
  changed?: Partial<Record<keyof typeof UPDATES, Row[]>>;
};

// One statement for all tables: a message costs one round trip however much is new with it, and its text never
// changes, so that each connection parses it once.
const STATEMENT = `WITH ${[
  ...Object.entries(UPDATES).map(([table, columns]) => updateOf(table, columns)),
  ...Object.entries(INSERTS).map(([table, columns]) => insertOf(table, columns)),
].join(",\n")} SELECT 1`;

function insertOf(table: string, columns: string): string {
  const all = `id, workspace_id, ${columns}`;
  return `new_${table} AS (INSERT INTO ${table} (${all})
    SELECT ${all} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb->'${table}') RETURNING 1)`;
}

function updateOf(table: string, columns: readonly string[]): string {
  return `changed_${table} AS (UPDATE ${table} AS old SET ${columns.map((name) => `${name} = row.${name}`).join(", ")}
    FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb->'changed'->'${table}') AS row
    WHERE old.id = row.id AND old.workspace_id = row.workspace_id RETURNING 1)`;
}

/** Writes rows of several tables with one statement; foreign keys among them are checked at its end. */
export async function writeRows(tx: Transaction, rows: RowsToWrite): Promise<void> {
  await tx.$executeRawUnsafe(STATEMENT, JSON.stringify(rows));
}
