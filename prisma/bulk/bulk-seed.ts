import pg from "pg";
import { addMouldContacts, type MouldPlan, PHONES, playMoulds } from "#prisma/bulk/moulds.ts";
import {
  CONTACT_STATEMENTS,
  COPIED,
  COPIED_TABLES,
  type Column,
  copyStatements,
} from "#prisma/bulk/multiply.ts";
import { dropIndexes, makeIndexes } from "#prisma/bulk/secondary-indexes.ts";
import { endings, FIRST_NAMES, LAST_NAMES } from "#prisma/bulk/words.ts";
import { gatherCast } from "#prisma/demo/gather-cast.ts";
import { makeRandom } from "#prisma/demo/random.ts";
import { noRows, writeTraffic } from "#prisma/demo/traffic-rows.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

export interface BulkPlan {
  workspaceId: string;
  conversations: number;
  messages: number;
  now: Date;
  tell: (line: string) => void;
}

/** Conversations that are played; all others are copies of them. */
const MOULDS = 400;
/** Of a hundred conversations, those that are still open; never more than agents could have in their list. */
const OPEN_SHARE = 0.02;
const MOST_OPEN = 10_000;
/** How far the past reaches back, in days. */
const DAYS = 730;
/** Conversations that are written together. */
const STRETCH = 2_000;
/** Fewer rows than this are added with the indexes in place. */
const WORTH_DROPPING = 200_000;
const WRITTEN = ["contacts", "identities", "identity_links", ...COPIED_TABLES];

/**
 * Adds conversations by the hundred thousand: some are played by the product's own rules, and Postgres multiplies
 * their rows, with ids, times, names and words of their own. Nothing goes over the wire, nobody is notified, and no
 * rule is checked row by row, which takes an owner of the database who is a superuser.
 */
export async function bulkSeed(ownerUrl: string, plan: BulkPlan): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await becomeQuick(client);
    const moulds = await writeMoulds(client, plan);
    const copies = Math.max(plan.conversations - moulds.resolved.length - moulds.open.length, 0);
    // Killed in the middle it is as if it had never begun: no copy is left, and no index is missing.
    await client.query("BEGIN");
    const dropped = copies * 10 > WORTH_DROPPING ? await dropIndexes(client, WRITTEN) : [];
    await prepare(client, moulds);
    await copyAll(client, plan, moulds, copies);
    await makeIndexes(client, dropped, plan.tell);
    await client.query("COMMIT");
    plan.tell("Statistics");
    for (const table of WRITTEN) await client.query(`ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}

async function becomeQuick(client: pg.Client): Promise<void> {
  try {
    await client.query("SET session_replication_role = replica");
  } catch {
    throw new Error("Seeding in bulk takes a database owner who is a superuser, as of the embedded Postgres");
  }
  await client.query("SET synchronous_commit = off");
  await client.query("SET maintenance_work_mem = '512MB'");
}

interface Moulds {
  resolved: string[];
  open: string[];
}

async function writeMoulds(
  client: pg.Client,
  { workspaceId, conversations, messages, now }: BulkPlan,
): Promise<Moulds> {
  const count = Math.min(MOULDS, conversations);
  const open = Math.min(Math.ceil(count / 5), Math.ceil(conversations * OPEN_SHARE));
  const rows = noRows();
  const { rows: last } = await client.query<{ next: number }>(
    "SELECT coalesce(max(substr(address, 5, 5)::int) + 1, 0) AS next FROM identities WHERE address ~ $1",
    [`^\\${PHONES}[0-9]{5}$`],
  );
  const plan: MouldPlan = {
    workspaceId,
    now,
    resolved: count - open,
    open,
    messages: messages / conversations,
    random: makeRandom(7 + (last[0]?.next ?? 0)),
    firstNumber: last[0]?.next ?? 0,
  };
  return transact(
    systemActor(workspaceId, "seed"),
    async (tx) => {
      const cast = await gatherCast(tx, workspaceId, now, addMouldContacts(rows, plan));
      if (cast.users.size === 0)
        throw new Error("The demo's people are not there: bulk data belongs to the demo workspace");
      const played = playMoulds(cast, rows, plan);
      await tx.$executeRaw`SELECT set_config('app.quiet', 'on', true)`;
      await writeTraffic(tx, rows);
      return played;
    },
    { timeout: 120_000 },
  );
}

/** The moulds as tables of their own, so that what is read does not grow with what is written. */
async function prepare(client: pg.Client, { resolved, open }: Moulds): Promise<void> {
  await client.query(COPIED);
  const ids = [...resolved, ...open];
  for (const table of COPIED_TABLES) {
    const key = table === "conversations" ? "id" : "conversation_id";
    await client.query(
      `CREATE TEMP TABLE mould_${table} AS SELECT *, row_number() OVER ()::bigint AS ordinal FROM ${table} WHERE ${key} = ANY('{${ids.join(",")}}')`,
    );
    await client.query(`CREATE INDEX ON mould_${table} (${key}); ANALYZE mould_${table}`);
  }
  const contacts = "SELECT contact_id FROM mould_conversations";
  await client.query(`
    CREATE TEMP TABLE mould_contacts AS SELECT *, row_number() OVER ()::bigint AS ordinal FROM contacts WHERE id IN (${contacts});
    CREATE TEMP TABLE mould_identity_links AS SELECT * FROM identity_links WHERE contact_id IN (${contacts});
    CREATE TEMP TABLE mould_identities AS SELECT * FROM identities WHERE id IN (SELECT identity_id FROM mould_identity_links);
    CREATE TEMP TABLE copies (mould uuid, copy int, shift bigint);
    CREATE TEMP TABLE endings (n int PRIMARY KEY, text text)`);
  const texts = endings();
  await client.query(
    "INSERT INTO endings SELECT o - 1, t FROM unnest($1::text[]) WITH ORDINALITY AS u(t, o)",
    [texts],
  );
  await client.query("ANALYZE endings");
}

async function copyAll(client: pg.Client, plan: BulkPlan, moulds: Moulds, copies: number): Promise<void> {
  const open = Math.min(Math.floor(copies * OPEN_SHARE), MOST_OPEN);
  const resolved = copies - open;
  const most = Math.max(resolved / (moulds.resolved.length || 1), open / (moulds.open.length || 1));
  plan.tell("Contacts");
  await copyContacts(client, 1 + Math.ceil(most / 3));
  const statements = copyStatements(await columnsOf(client));
  const copy = async (ids: readonly string[], count: number, days: number) => {
    for (let from = 0; from < count; from += STRETCH) {
      const until = Math.min(from + STRETCH, count);
      await chooseCopies(client, ids, { from, until, count, days });
      for (const statement of statements) await client.query(statement);
      if (until === count || (from / STRETCH) % 10 === 9) plan.tell(`Conversations: ${until} of ${count}`);
    }
  };
  await copy(moulds.resolved, resolved, DAYS);
  await copy(moulds.open, open, 3);
}

async function copyContacts(client: pg.Client, count: number): Promise<void> {
  const [contacts = "", ...addresses] = CONTACT_STATEMENTS;
  for (let from = 1; from <= count; from += 200) {
    const range = [from, Math.min(from + 199, count)];
    await client.query(contacts, [...range, FIRST_NAMES, LAST_NAMES]);
    for (const statement of addresses) await client.query(statement, range);
  }
}

interface Stretch {
  from: number;
  until: number;
  /** Of how many, evenly spread over so many days. */
  count: number;
  days: number;
}

/** The copies of a stretch: each of the next mould in turn, whole days back, oldest first, at minutes of their own. */
async function chooseCopies(
  client: pg.Client,
  moulds: readonly string[],
  { from, until, count, days }: Stretch,
): Promise<void> {
  await client.query("TRUNCATE copies");
  await client.query(
    `INSERT INTO copies
     SELECT ($1::uuid[])[1 + n % $2], 1 + n / $2,
       -86400000::bigint * ($6::int - floor(n::float8 * $6::int / $5::int)::int) + (n * 7919 % 1440) * 60000::bigint
     FROM generate_series($3::int, $4::int - 1) n`,
    [moulds, moulds.length, from, until, count, days],
  );
  await client.query("ANALYZE copies");
}

async function columnsOf(client: pg.Client): Promise<(table: string) => readonly Column[]> {
  const { rows } = await client.query<Column & { table: string }>(
    `SELECT table_name AS table, column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = ANY($1) ORDER BY ordinal_position`,
    [COPIED_TABLES],
  );
  return (table) => rows.filter((row) => row.table === table);
}
