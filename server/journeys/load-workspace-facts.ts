import { hoursByKey } from "#core/hours/hours-at.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import type { Facts } from "#core/journey/variables.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** Milliseconds for which a workspace's name and hours may be out of date in a running journey. */
const FRESH = 5_000;

interface Known {
  until: number;
  name: string;
  timezone: string;
  hours: { key: string; week: BusinessWeek }[];
}

const known = new Map<string, Known>();

/** What all runs of a workspace see alike: its name and zone, which of its hours are open now, and when the others open. */
export async function loadWorkspaceFacts(workspaceId: string): Promise<Pick<Facts, "workspace" | "hours">> {
  const now = Date.now();
  const { name, timezone, hours } = await readOrRemember(workspaceId, now);
  return { workspace: { name, timezone }, hours: hoursByKey(hours, now) };
}

/** The weeks behind `hours`, for a clock that is not now's. */
export async function loadWorkspaceHours(workspaceId: string): Promise<Record<string, BusinessWeek>> {
  const { hours } = await readOrRemember(workspaceId, Date.now());
  return Object.fromEntries(hours.map(({ key, week }) => [key, week]));
}

async function readOrRemember(workspaceId: string, now: number): Promise<Known> {
  const kept = known.get(workspaceId);
  return kept && kept.until > now ? kept : read(workspaceId, now);
}

async function read(workspaceId: string, now: number): Promise<Known> {
  const row = await onWorkspaceRows(workspaceId, async (client) => {
    const { rows } = await client.query<Omit<Known, "until">>({
      name: "engine_workspace",
      text: `SELECT w.name, w.timezone, coalesce((SELECT jsonb_agg(jsonb_build_object('key', h.key, 'week',
          jsonb_build_object('timezone', h.timezone, 'weekly', h.weekly, 'holidays', h.holidays)))
        FROM business_hours h WHERE h.workspace_id = w.id), '[]') AS hours FROM workspaces w WHERE w.id = $1`,
      values: [workspaceId],
    });
    return rows[0];
  });
  const fresh = { ...(row ?? { name: "", timezone: "UTC", hours: [] }), until: now + FRESH };
  known.set(workspaceId, fresh);
  return fresh;
}
