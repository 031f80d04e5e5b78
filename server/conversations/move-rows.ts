import { type Prisma, Prisma as sql } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Ids of the rows that went from one conversation to another, with the places that what was said had. */
export interface MovedRows {
  messages: [id: string, position: number][];
  notes: [id: string, position: number][];
  sessions: string[];
  tasks: string[];
  runs: string[];
  scheduledMessages: string[];
}

type Placed = { id: string; position: number }[];

const pairs = (rows: Placed): [string, number][] => rows.map(({ id, position }) => [id, position]);
const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);

/** All rows of a conversation that go along with it. */
export async function rowsOf(tx: Transaction, conversationId: string): Promise<MovedRows> {
  const where = { conversationId };
  const placed = { where, select: { id: true, position: true } } as const;
  const plain = { where, select: { id: true } } as const;
  return {
    messages: pairs(await tx.message.findMany(placed)),
    notes: pairs(await tx.note.findMany(placed)),
    sessions: ids(await tx.session.findMany(plain)),
    tasks: ids(await tx.task.findMany(plain)),
    runs: ids(await tx.run.findMany(plain)),
    scheduledMessages: ids(await tx.scheduledMessage.findMany(plain)),
  };
}

/** Gives rows to a conversation. What was said keeps its places, until `putInOrder`. */
export async function moveRows(tx: Transaction, moved: MovedRows, conversationId: string): Promise<void> {
  const these = (list: string[]) => ({ where: { id: { in: list } }, data: { conversationId } });
  const firsts = (list: [string, number][]) => list.map(([id]) => id);
  await tx.message.updateMany(these(firsts(moved.messages)));
  await tx.note.updateMany(these(firsts(moved.notes)));
  await tx.session.updateMany(these(moved.sessions));
  await tx.task.updateMany(these(moved.tasks));
  await tx.run.updateMany(these(moved.runs));
  // Whom a journey asked for is answered where the journey is.
  await tx.routingDecision.updateMany({ where: { runId: { in: moved.runs } }, data: { conversationId } });
  await tx.scheduledMessage.updateMany(these(moved.scheduledMessages));
  const subjects = [...moved.tasks, ...moved.scheduledMessages];
  await tx.deadline.updateMany({ where: { subjectId: { in: subjects } }, data: { conversationId } });
}

/** Gives what was said back the places it had. */
export async function restorePlaces(tx: Transaction, { messages, notes }: MovedRows): Promise<void> {
  await place(tx, "messages", messages);
  await place(tx, "notes", notes);
}

async function place(tx: Transaction, table: "messages" | "notes", rows: [string, number][]): Promise<void> {
  if (rows.length === 0) return;
  const values = sql.join(rows.map(([id, position]) => sql.sql`(${id}::uuid, ${position}::int)`));
  await tx.$executeRaw`UPDATE ${sql.raw(table)} t SET position = v.position
    FROM (VALUES ${values}) AS v (id, position) WHERE t.id = v.id`;
}

/**
 * Numbers what was said in a conversation anew, in the order of its times. Who had read to a place has read as far as
 * before, and what a scheduled reply was written after is still before it.
 */
export async function putInOrder(tx: Transaction, conversationId: string): Promise<void> {
  const id: Prisma.Sql = sql.sql`${conversationId}::uuid`;
  const numbered = sql.sql`
    SELECT id, row_number() OVER (ORDER BY at, created_at, id)::int AS position FROM (
      SELECT id, at, created_at FROM messages WHERE conversation_id = ${id}
      UNION ALL SELECT id, at, created_at FROM notes WHERE conversation_id = ${id}) said`;
  await tx.$executeRaw`UPDATE messages t SET position = n.position FROM (${numbered}) n WHERE t.id = n.id`;
  await tx.$executeRaw`UPDATE notes t SET position = n.position FROM (${numbered}) n WHERE t.id = n.id`;
  const before = (time: Prisma.Sql) => sql.sql`coalesce((SELECT max(position) FROM (
    SELECT position, created_at FROM messages WHERE conversation_id = ${id}
    UNION ALL SELECT position, created_at FROM notes WHERE conversation_id = ${id}) s
    WHERE s.created_at <= ${time}), 0)`;
  await tx.$executeRaw`UPDATE read_marks r SET position = ${before(sql.sql`r.at`)} WHERE r.conversation_id = ${id}`;
  await tx.$executeRaw`UPDATE scheduled_messages r SET written_after = ${before(sql.sql`r.created_at`)}
    WHERE r.conversation_id = ${id} AND r.status = 'pending'`;
  await tx.$executeRaw`UPDATE conversations SET last_position = greatest(
      (SELECT coalesce(max(position), 0) FROM messages WHERE conversation_id = ${id}),
      (SELECT coalesce(max(position), 0) FROM notes WHERE conversation_id = ${id}))
    WHERE id = ${id}`;
}
