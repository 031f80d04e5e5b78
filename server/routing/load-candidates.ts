import type { Channel } from "#core/channel.ts";
import type { Candidate } from "#core/routing/decide.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Row {
  userId: string;
  presence: Candidate["presence"];
  teamIds: string[];
  skills: Record<string, number>;
  capacity: Record<string, number>;
  open: Partial<Record<Channel, number>>;
  lastAssignedAt: Date | null;
  knewContactAt: Date | null;
  declined: boolean;
}

/**
 * Everybody who may reply to customers, as they are now, with what is open with each: what they have and what
 * they are offered. Who refused the conversation since a time has declined it.
 */
export async function loadCandidates(
  tx: Transaction,
  conversation: Conversation,
  refusedSince: Date,
): Promise<Candidate[]> {
  const { id, contactId, workspaceId } = conversation;
  const rows = await tx.$queryRaw<Row[]>`
    SELECT u.id AS "userId", coalesce(p.status::text, 'offline') AS presence, u.capacity,
      u.last_assigned_at AS "lastAssignedAt",
      coalesce((SELECT jsonb_agg(m.team_id) FROM team_members m WHERE m.user_id = u.id), '[]') AS "teamIds",
      coalesce((SELECT jsonb_object_agg(s.key, us.level) FROM user_skills us JOIN skills s ON s.id = us.skill_id
        WHERE us.user_id = u.id), '{}') AS skills,
      coalesce((SELECT jsonb_object_agg(c.channel, c.count) FROM (
        SELECT channel, count(*)::int AS count FROM (
          SELECT id, channel, status FROM conversations
          WHERE workspace_id = ${workspaceId}::uuid AND assignee_id = u.id
          UNION ALL
          SELECT v.id, v.channel, v.status FROM offers o JOIN conversations v ON v.id = o.conversation_id
          WHERE o.workspace_id = ${workspaceId}::uuid AND o.user_id = u.id AND o.outcome IS NULL) AS held
        WHERE status IN ('new', 'in_progress') AND id <> ${id}::uuid
        GROUP BY channel) AS c), '{}') AS open,
      (SELECT max(a.at) FROM assignments a JOIN conversations c ON c.id = a.conversation_id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.to_user_id = u.id AND c.contact_id = ${contactId}::uuid
      ) AS "knewContactAt",
      EXISTS (SELECT FROM offers o WHERE o.conversation_id = ${id}::uuid AND o.user_id = u.id
        AND o.outcome IN ('declined', 'expired') AND o.offered_at >= ${refusedSince}) AS declined
    FROM users u LEFT JOIN presence p ON p.user_id = u.id
    WHERE u.workspace_id = ${workspaceId}::uuid AND u.deactivated_at IS NULL
      AND u.role IN ('agent', 'supervisor', 'admin')
    ORDER BY u.id`;
  return rows.map((row) => ({
    ...row,
    lastAssignedAt: row.lastAssignedAt?.getTime() ?? null,
    knewContactAt: row.knewContactAt?.getTime() ?? null,
  }));
}
