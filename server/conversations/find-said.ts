import type { Transaction } from "#server/platform/database.ts";

/** A message or note in which the words of a search occur. */
export interface Said {
  id: string;
  conversationId: string;
  isNote: boolean;
  at: Date;
}

export interface SaidSearch {
  q: string;
  most: number;
  /** Said then or later. */
  since?: Date;
  /** Said before this one. */
  before?: { at: Date; id: string };
  kinds?: ("messages" | "notes")[];
}

interface Bounds {
  words: string;
  since: Date;
  at: Date;
  id: string;
}

/** Messages that are read one by one before the index of words is asked. */
const READ_FIRST = 1000;
const READ_MOST = 4000;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const BEGINNING = new Date("1900-01-01T00:00:00Z");
const END = new Date("9000-01-01T00:00:00Z");

/**
 * What was said with these words, the newest first. Whether the actor may see it is the caller's to ask: it finds
 * across the workspace.
 */
export async function findSaid(tx: Transaction, search: SaidSearch): Promise<Said[]> {
  const [query] = await tx.$queryRaw<{ words: string }[]>`SELECT search_query(${search.q})::text AS words`;
  if (!query?.words) return [];
  const {
    since = BEGINNING,
    before = { at: END, id: LAST_ID },
    kinds = ["messages", "notes"],
    most,
  } = search;
  const bounds = { words: query.words, since, ...before };
  const messages = kinds.includes("messages") ? await findMessages(tx, bounds, most) : [];
  const notes = kinds.includes("notes") ? await findNotes(tx, bounds, most) : [];
  return [...messages, ...notes].sort(newestFirst).slice(0, most);
}

/**
 * A frequent word is found fastest by reading the latest messages, a rare one by the index, and one in between by the
 * index over as much of the past as should be enough: how often it was met says how much.
 */
async function findMessages(tx: Transaction, bounds: Bounds, most: number): Promise<Said[]> {
  const lately = await readLately(tx, bounds, READ_FIRST);
  if (lately.said.length >= most) return lately.said.slice(0, most);
  const density = lately.said.length / READ_FIRST;
  const needed = density > 0 ? Math.ceil((1.5 * most) / density) : Number.POSITIVE_INFINITY;
  if (needed <= READ_MOST) {
    const further = await readLately(tx, bounds, needed);
    if (further.said.length >= most) return further.said.slice(0, most);
  }
  const newest = lately.said[0];
  if (newest && lately.readTo) {
    const span = newest.at.getTime() - lately.readTo.getTime();
    const horizon = new Date(newest.at.getTime() - (span * needed) / READ_FIRST);
    if (horizon > bounds.since) {
      const found = await askIndex(tx, { ...bounds, since: horizon }, most);
      if (found.length >= most) return found;
    }
  }
  return askIndex(tx, bounds, most);
}

async function readLately(tx: Transaction, { words, since, at, id }: Bounds, rows: number) {
  const found = await tx.$queryRaw<(Omit<Said, "isNote"> & { readTo: Date })[]>`
    SELECT conversation_id AS "conversationId", message_id AS id, said_at AS at, read_to AS "readTo"
    FROM search_lately(${words}::tsquery, ${rows}::int, ${since}::timestamptz, ${at}::timestamptz, ${id}::uuid)`;
  const said = found.map(({ readTo: _, ...row }) => ({ ...row, isNote: false }));
  return { said, readTo: found[0]?.readTo };
}

async function askIndex(tx: Transaction, { words, since, at, id }: Bounds, most: number): Promise<Said[]> {
  const found = await tx.$queryRaw<Omit<Said, "isNote">[]>`
    SELECT conversation_id AS "conversationId", message_id AS id, said_at AS at
    FROM search_all(${words}::tsquery, ${most}::int, ${since}::timestamptz, ${at}::timestamptz, ${id}::uuid)`;
  return found.map((row) => ({ ...row, isNote: false }));
}

async function findNotes(tx: Transaction, { words, since, at, id }: Bounds, most: number): Promise<Said[]> {
  const found = await tx.$queryRaw<Omit<Said, "isNote">[]>`
    SELECT conversation_id AS "conversationId", note_id AS id, said_at AS at
    FROM search_notes(${words}::tsquery, ${most}::int, ${since}::timestamptz, ${at}::timestamptz, ${id}::uuid)`;
  return found.map((row) => ({ ...row, isNote: true }));
}

function newestFirst(one: Said, other: Said): number {
  return other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1);
}
