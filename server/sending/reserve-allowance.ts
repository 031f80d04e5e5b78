import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

export interface Allowance {
  journeyId: string;
  kind: "sends" | "cost";
  /** Messages, or money in the limit's currency. */
  amount: number;
  max: number;
  /** Milliseconds of a window. The first message that finds none opens one. */
  window: number;
  /** Milliseconds ahead in which a place may be given. */
  patience: number;
}

const RESERVE = `WITH ask AS (
  SELECT to_timestamp($4::float8 / 1000) AS at, $5::numeric AS amount, $6::numeric AS most,
    make_interval(secs => $7::float8) AS length, make_interval(secs => $8::float8) AS patience
)
INSERT INTO journey_allowances AS a (workspace_id, journey_id, kind, window_start, used)
  SELECT $1::uuid, $2::uuid, $3::text, at, amount FROM ask WHERE amount <= most
  ON CONFLICT (workspace_id, journey_id, kind) DO UPDATE SET (window_start, used) = (
    SELECT CASE WHEN at >= a.window_start + length THEN at WHEN a.used + amount > most THEN a.window_start + length
        ELSE a.window_start END,
      CASE WHEN at >= a.window_start + length OR a.used + amount > most THEN amount ELSE a.used + amount END FROM ask)
    WHERE (SELECT a.used + amount <= most OR a.window_start + length <= at + patience FROM ask)
  RETURNING floor(extract(epoch from window_start) * 1000)::float8 AS start`;

/**
 * Takes a part of a journey's budget in the window that has room for it. One statement of its own: two at once never
 * get more than there is, and neither waits for the other's sending.
 * @returns epoch ms from which the message may go out; null where there is no room in time
 */
export async function reserveAllowance(
  workspaceId: string,
  { journeyId, kind, amount, max, window, patience }: Allowance,
  now: number,
): Promise<number | null> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ start: number }>({
      name: "sending_allowance",
      text: RESERVE,
      values: [workspaceId, journeyId, kind, now, amount, max, window / 1_000, patience / 1_000],
    }),
  );
  return rows[0]?.start ?? null;
}

/** True for the first of a window that finds the limit reached: then the journey's owner is told. */
export async function isFirstAtLimit(
  workspaceId: string,
  { journeyId, kind, window }: Allowance,
  now: number,
): Promise<boolean> {
  const { rowCount } = await onWorkspaceRows(workspaceId, (client) =>
    client.query({
      name: "sending_limit_told",
      text: `UPDATE journey_allowances SET told_at = to_timestamp($4::float8 / 1000)
        WHERE workspace_id = $1 AND journey_id = $2 AND kind = $3
          AND (told_at IS NULL OR told_at <= to_timestamp($4::float8 / 1000) - make_interval(secs => $5))`,
      values: [workspaceId, journeyId, kind, now, window / 1_000],
    }),
  );
  return rowCount === 1;
}
