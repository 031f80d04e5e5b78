import type { SlaState } from "#core/api/sla-state.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Row {
  conversationId: string;
  target: SlaState["target"];
  status: SlaState["status"];
  dueAt: Date | null;
  atRisk: boolean;
  key: string;
  name: string;
}

/** The promise of each conversation that falls due next, in one look. */
export async function nextPromises(
  tx: Transaction,
  conversationIds: string[],
): Promise<Map<string, SlaState>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT DISTINCT ON (c.conversation_id) c.conversation_id AS "conversationId", c.target, c.status,
      c.due_at AS "dueAt", c.warned_at IS NOT NULL AS "atRisk", p.key, p.name
    FROM sla_clocks c JOIN sla_policies p ON p.id = c.policy_id
    WHERE c.conversation_id = ANY (${conversationIds}::uuid[]) AND c.ended_at IS NULL
    ORDER BY c.conversation_id, c.due_at NULLS LAST, c.id`;
  return new Map(rows.map((row) => [row.conversationId, toSlaState(row)]));
}

function toSlaState({ target, status, dueAt, atRisk, key, name }: Row): SlaState {
  return { target, status, dueAt: dueAt?.toISOString() ?? null, atRisk, policy: { key, name } };
}
