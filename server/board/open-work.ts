import type { Board, BoardConversation } from "#core/api/board.ts";
import type { SlaState } from "#core/api/sla-state.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** What counts as open, of a conversation `c`. */
const OPEN = Prisma.sql`c.resolved_at IS NULL AND c.status IN ('new', 'in_progress', 'snoozed')
  AND NOT c.is_test AND NOT c.quiet AND c.merged_into_id IS NULL`;

/** How many of each kind are shown. */
const MOST = 12;
/** A score at or below which a customer counts as unhappy enough for an alarm. */
const ALARM = -0.5;

const COLUMNS = Prisma.sql`c.id, p.name AS contact, c.channel, u.id AS "assigneeId", u.name AS "assigneeName"`;
const JOINS = Prisma.sql`JOIN contacts p ON p.id = c.contact_id LEFT JOIN users u ON u.id = c.assignee_id`;

interface ConversationRow {
  id: string;
  contact: string | null;
  channel: BoardConversation["channel"];
  assigneeId: string | null;
  assigneeName: string | null;
}

function toConversation(row: ConversationRow): BoardConversation {
  const { id, contact, channel, assigneeId, assigneeName } = row;
  return { id, contact, channel, assignee: assigneeId ? { id: assigneeId, name: assigneeName ?? "" } : null };
}

/** Customers who wait, by the team that is to answer. */
export async function waitingByTeam(tx: Transaction, workspaceId: string): Promise<Board["waiting"]> {
  const rows = await tx.$queryRaw<{ id: string | null; name: string | null; count: number; since: Date }[]>`
    SELECT t.id, t.name, count(*)::int AS count, min(c.waiting_since) AS since
    FROM conversations c LEFT JOIN teams t ON t.id = c.team_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.waiting_since IS NOT NULL AND ${OPEN}
    GROUP BY t.id, t.name ORDER BY since`;
  return {
    count: rows.reduce((total, { count }) => total + count, 0),
    since: rows[0]?.since.toISOString() ?? null,
    byTeam: rows.map(({ id, name, count, since }) => ({
      team: id ? { id, name: name ?? "" } : null,
      count,
      since: since.toISOString(),
    })),
  };
}

interface PromiseRow extends ConversationRow {
  target: SlaState["target"];
  status: SlaState["status"];
  dueAt: Date;
  atRisk: boolean;
  key: string;
  policyName: string;
}

/** Promises that are broken, warned of or due soon. */
export async function promisesAtRisk(tx: Transaction, workspaceId: string): Promise<Board["sla"]> {
  const pressing = Prisma.sql`k.workspace_id = ${workspaceId}::uuid AND k.ended_at IS NULL AND k.due_at IS NOT NULL
    AND (k.warned_at IS NOT NULL OR k.due_at < now() + interval '30 minutes')`;
  const [counts] = await tx.$queryRaw<{ overdue: number; risky: number }[]>`
    SELECT count(*) FILTER (WHERE k.due_at < now())::int AS overdue,
      count(*) FILTER (WHERE k.due_at >= now())::int AS risky
    FROM sla_clocks k JOIN conversations c ON c.id = k.conversation_id WHERE ${pressing} AND ${OPEN}`;
  const rows = await tx.$queryRaw<PromiseRow[]>`
    SELECT ${COLUMNS}, k.target, k.status, k.due_at AS "dueAt", k.warned_at IS NOT NULL AS "atRisk",
      y.key, y.name AS "policyName"
    FROM sla_clocks k JOIN conversations c ON c.id = k.conversation_id
      JOIN sla_policies y ON y.id = k.policy_id ${JOINS}
    WHERE ${pressing} AND ${OPEN} ORDER BY k.due_at, k.id LIMIT ${MOST}`;
  return {
    overdue: counts?.overdue ?? 0,
    atRisk: counts?.risky ?? 0,
    conversations: rows.map((row) => ({
      conversation: toConversation(row),
      sla: {
        target: row.target,
        status: row.status,
        dueAt: row.dueAt.toISOString(),
        atRisk: row.atRisk,
        policy: { key: row.key, name: row.policyName },
      },
    })),
  };
}

/** Open conversations whose customer is unhappy by now. */
export async function unhappy(tx: Transaction, workspaceId: string): Promise<Board["sentiment"]> {
  // Says the index's own condition too, so that it is used.
  const sad = Prisma.sql`c.workspace_id = ${workspaceId}::uuid AND c.sentiment_now < -0.25
    AND c.sentiment_now <= ${ALARM} AND ${OPEN}`;
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM conversations c WHERE ${sad}`;
  const rows = await tx.$queryRaw<(ConversationRow & { now: number })[]>`
    SELECT ${COLUMNS}, c.sentiment_now AS now FROM conversations c ${JOINS}
    WHERE ${sad} ORDER BY c.sentiment_now, c.id LIMIT ${MOST}`;
  return {
    count: counted?.count ?? 0,
    conversations: rows.map((row) => ({ conversation: toConversation(row), now: row.now })),
  };
}
