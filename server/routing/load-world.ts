import type { Channel } from "#core/channel.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import type { RoutingAgent, RoutingSettings, RoutingTeam } from "#core/routing/routing-input.ts";
import type { Transaction } from "#server/platform/database.ts";
import { parseRoutingSettings } from "#server/routing/routing-settings.ts";

/** All of a workspace that a decision looks at but the conversation: the same for every one that is made now. */
export interface RoutingWorld {
  agents: RoutingAgent[];
  teams: RoutingTeam[];
  settings: RoutingSettings;
  defaultRuleSetId: string | null;
}

interface WorkspaceRow {
  settings: unknown;
  timezone: string;
  defaultRuleSetId: string | null;
  teams: TeamRow[];
}

interface TeamRow extends Pick<RoutingTeam, "id" | "key" | "name" | "strategy"> {
  overflowTeamId: string | null;
  overflowAfter: string | null;
  businessHours: BusinessWeek | null;
}

interface Row extends Omit<RoutingAgent, "shifts" | "leave" | "lastAssignedAt"> {
  open: Partial<Record<Channel, number>>;
  shifts: Omit<BusinessWeek, "holidays"> | null;
  leave: { from: string; to: string }[];
  lastAssignedAt: Date | null;
}

/** Everybody who may reply to customers, the teams and the settings, as they are now. */
export async function loadWorld(tx: Transaction, workspaceId: string): Promise<RoutingWorld> {
  const [workspace] = await tx.$queryRaw<WorkspaceRow[]>`
    SELECT w.settings, w.timezone, w.default_rule_set_id AS "defaultRuleSetId", coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', t.id, 'key', t.key, 'name', t.name, 'strategy', t.strategy,
        'overflowTeamId', t.overflow_team_id, 'overflowAfter', t.overflow_after, 'businessHours', CASE
          WHEN h.id IS NOT NULL THEN
            jsonb_build_object('timezone', h.timezone, 'weekly', h.weekly, 'holidays', h.holidays) END))
      FROM teams t LEFT JOIN business_hours h ON h.id = t.business_hours_id
      WHERE t.workspace_id = w.id AND t.archived_at IS NULL), '[]') AS teams
    FROM workspaces w WHERE w.id = ${workspaceId}::uuid`;
  if (!workspace) throw new Error(`There is no workspace ${workspaceId}`);
  const { settings, timezone, defaultRuleSetId, teams } = workspace;
  return {
    agents: await loadAgents(tx, workspaceId),
    teams: teams.map(readTeam),
    settings: { tiers: parseRoutingSettings(settings).tiers, timezone },
    defaultRuleSetId,
  };
}

function readTeam({ overflowTeamId, overflowAfter, businessHours, ...team }: TeamRow): RoutingTeam {
  const goesOn = overflowTeamId && overflowAfter;
  return {
    ...team,
    hours: businessHours,
    overflow: goesOn ? { teamId: overflowTeamId, after: durationToMilliseconds(overflowAfter) } : null,
  };
}

/** With what is open with each: what they have and what they are offered. */
async function loadAgents(tx: Transaction, workspaceId: string): Promise<RoutingAgent[]> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH held AS (
      SELECT assignee_id AS user_id, channel FROM conversations
      WHERE workspace_id = ${workspaceId}::uuid AND assignee_id IS NOT NULL AND resolved_at IS NULL
        AND status IN ('new', 'in_progress') AND merged_into_id IS NULL
      UNION ALL
      SELECT o.user_id, v.channel FROM offers o JOIN conversations v ON v.id = o.conversation_id
      WHERE o.workspace_id = ${workspaceId}::uuid AND o.outcome IS NULL AND v.status IN ('new', 'in_progress')
    ), counts AS (SELECT user_id, channel, count(*)::int AS count FROM held GROUP BY user_id, channel),
    open AS (SELECT user_id, jsonb_object_agg(channel, count) AS open FROM counts GROUP BY user_id),
    teams AS (SELECT user_id, jsonb_agg(team_id) AS ids FROM team_members
      WHERE workspace_id = ${workspaceId}::uuid GROUP BY user_id),
    levels AS (SELECT us.user_id, jsonb_object_agg(s.key, us.level) AS levels
      FROM user_skills us JOIN skills s ON s.id = us.skill_id
      WHERE us.workspace_id = ${workspaceId}::uuid GROUP BY us.user_id),
    away AS (SELECT user_id, jsonb_agg(jsonb_build_object('from', starts_at, 'to', ends_at)) AS leave FROM leaves
      WHERE workspace_id = ${workspaceId}::uuid AND ends_at > now() GROUP BY user_id)
    SELECT u.id AS "userId", u.email, coalesce(p.status::text, 'offline') AS presence, u.capacity, u.languages,
      u.last_assigned_at AS "lastAssignedAt", coalesce(teams.ids, '[]') AS "teamIds",
      coalesce(levels.levels, '{}') AS skills, coalesce(open.open, '{}') AS open,
      coalesce(away.leave, '[]') AS leave,
      CASE WHEN h.user_id IS NOT NULL THEN jsonb_build_object('timezone', h.timezone, 'weekly', h.weekly) END AS shifts
    FROM users u LEFT JOIN presence p ON p.user_id = u.id LEFT JOIN user_shifts h ON h.user_id = u.id
      LEFT JOIN open ON open.user_id = u.id LEFT JOIN teams ON teams.user_id = u.id
      LEFT JOIN levels ON levels.user_id = u.id LEFT JOIN away ON away.user_id = u.id
    WHERE u.workspace_id = ${workspaceId}::uuid AND u.deactivated_at IS NULL
      AND u.role IN ('agent', 'supervisor', 'admin')
    ORDER BY u.id`;
  return rows.map((row) => ({
    ...row,
    shifts: row.shifts && { ...row.shifts, holidays: [] },
    leave: row.leave.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })),
    lastAssignedAt: row.lastAssignedAt?.getTime() ?? null,
  }));
}
