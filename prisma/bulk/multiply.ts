/** How the columns of a table change from a mould's row to that of a copy; all others stay as they are. */
interface Copying {
  table: string;
  /** Ids that are made anew for each copy of the conversation. */
  story: string[];
  /** Ids that are made anew for each copy of the contact. */
  contact?: string[];
  /** What a copy does not have. */
  absent?: string[];
  /** Left to the column's default. */
  made?: string[];
  /** SQL over the mould's row `m` and the copy `c`. */
  other?: Record<string, string>;
}

const CONTACT = "1 + c.copy / 3";
/** Between 0 and 1, always the same for a copy of a message. */
const CHANCE = "(hashint8extended(m.ordinal, c.copy * 1000003 + c.shift) & 1048575) / 1048576.0";
const ENDING = `(SELECT e.text FROM endings e WHERE e.n = floor((SELECT count(*) FROM endings) * power(${CHANCE}, 3))::int)`;
const VARIED = `CASE WHEN m.text = '' THEN '' ELSE rtrim(m.text || ' ' || ${ENDING}) END`;

/** The conversation's tables, in an order in which each finds what it refers to. */
const TABLES: readonly Copying[] = [
  {
    table: "conversations",
    story: ["id"],
    contact: ["contact_id"],
    absent: ["previous_conversation_id"],
  },
  { table: "sessions", story: ["id", "conversation_id"], contact: ["identity_id"], absent: ["external_id"] },
  { table: "participants", story: ["id", "conversation_id"], contact: ["contact_id", "identity_id"] },
  {
    table: "messages",
    story: ["id", "conversation_id", "session_id"],
    contact: ["identity_id"],
    absent: ["external_id"],
    other: {
      author_id: `CASE WHEN m.author_kind = 'customer' THEN pg_temp.copied(m.author_id, ${CONTACT}, 0) ELSE m.author_id END`,
      text: VARIED,
    },
  },
  { table: "assignments", story: ["id", "conversation_id"] },
  { table: "queue_entries", story: ["id", "conversation_id"] },
  {
    table: "events",
    story: ["id", "conversation_id", "session_id", "message_id"],
    contact: ["contact_id"],
    made: ["position", "transaction_id"],
  },
];

export const COPIED_TABLES = TABLES.map(({ table }) => table);

/**
 * The id of a copy: the mould's moment moved on, its place within that moment, and the copy's number. Ids of copies
 * are thus known wherever one row refers to another, and sort by time as all ids do.
 */
export const COPIED = `CREATE FUNCTION pg_temp.copied(id uuid, copy bigint, shift bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint + shift), 12, '0') || '7'
    || substr(id::text, 16, 3) || '8' || lpad(to_hex(copy), 15, '0'))::uuid $$`;

export interface Column {
  name: string;
  type: string;
}

/** The rows of one stretch of copies (temporary table \`copies\`) of a table. */
export function copyTable({ table, ...copying }: Copying, columns: readonly Column[]): string {
  const kept = columns.filter(({ name }) => !copying.made?.includes(name));
  const names = kept.map(({ name }) => `"${name}"`).join(", ");
  const values = kept.map((column) => `${copiedValue(copying, column)} AS "${column.name}"`).join(", ");
  const key = table === "conversations" ? "id" : "conversation_id";
  return `INSERT INTO ${table} (${names}) SELECT ${values} FROM copies c JOIN mould_${table} m ON m.${key} = c.mould`;
}

export function copyStatements(columnsOf: (table: string) => readonly Column[]): string[] {
  return TABLES.map((copying) => copyTable(copying, columnsOf(copying.table)));
}

function copiedValue(
  { story, contact, absent, other }: Omit<Copying, "table">,
  { name, type }: Column,
): string {
  if (other?.[name]) return other[name];
  if (absent?.includes(name)) return "NULL";
  if (story.includes(name)) return `pg_temp.copied(m."${name}", c.copy, c.shift)`;
  if (contact?.includes(name)) return `pg_temp.copied(m."${name}", ${CONTACT}, 0)`;
  if (type.startsWith("timestamp")) return `m."${name}" + c.shift * interval '1 millisecond'`;
  return `m."${name}"`;
}

/** The contacts of copies \`$1\` to \`$2\`, with addresses of their own and links to them. */
export const CONTACT_STATEMENTS: readonly string[] = [
  `INSERT INTO contacts (id, workspace_id, first_name, last_name, name, locale, timezone, created_at, updated_at)
   SELECT pg_temp.copied(m.id, n, 0), m.workspace_id, f, l, f || ' ' || l, m.locale, m.timezone, m.created_at, m.updated_at
   FROM mould_contacts m CROSS JOIN generate_series($1::int, $2::int) n
   CROSS JOIN LATERAL (SELECT ($3::text[])[1 + abs(hashint8(n * 7919 + m.ordinal)) % cardinality($3::text[])] AS f,
     ($4::text[])[1 + abs(hashint8(n * 104729 + m.ordinal)) % cardinality($4::text[])] AS l) named`,
  `INSERT INTO identities (id, workspace_id, kind, channel, scope, address, created_at, updated_at)
   SELECT pg_temp.copied(m.id, n, 0), m.workspace_id, m.kind, m.channel, m.scope,
     CASE m.kind WHEN 'phone' THEN m.address || lpad(n::text, 5, '0') ELSE n || '-' || m.address END,
     m.created_at, m.updated_at
   FROM mould_identities m CROSS JOIN generate_series($1::int, $2::int) n`,
  `INSERT INTO identity_links (id, workspace_id, identity_id, contact_id, kind, is_default, verification_level, created_at)
   SELECT pg_temp.copied(m.id, n, 0), m.workspace_id, pg_temp.copied(m.identity_id, n, 0),
     pg_temp.copied(m.contact_id, n, 0), m.kind, m.is_default, m.verification_level, m.created_at
   FROM mould_identity_links m CROSS JOIN generate_series($1::int, $2::int) n`,
];
