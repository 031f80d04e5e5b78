import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** Messages that may go out at once after a pause, as seconds of the rate. */
const BURST_SECONDS = 1;
/** Messages a second over an account without a limit, while its provider has asked us to slow down. */
const SLOWED_PER_SECOND = 20;

const RESERVE = `INSERT INTO account_paces AS p (workspace_id, channel_account_id, next_at)
  VALUES ($1::uuid, $2::uuid, to_timestamp($3::float8 / 1000) + make_interval(secs => $4::float8))
  ON CONFLICT (channel_account_id) DO UPDATE
    SET next_at = greatest(p.next_at, to_timestamp($3::float8 / 1000)) + make_interval(secs => $4::float8)
  RETURNING floor(extract(epoch from next_at - make_interval(secs => $4::float8)) * 1000)::float8 AS slot`;

/**
 * Takes the next place in an account's queue: one statement of its own, so that whoever sends holds up nobody else.
 * @param perSecond null where only the provider limits it
 * @param notBefore epoch ms from which the provider takes more; absent: now, with what may go out at once
 * @returns epoch ms from which the message may go out
 */
export async function reserveSlot(
  workspaceId: string,
  accountId: string,
  perSecond: number | null,
  { now, notBefore }: { now: number; notBefore?: number },
): Promise<number> {
  const rate = perSecond ?? SLOWED_PER_SECOND;
  const burst = BURST_SECONDS * 1_000 - 1_000 / rate;
  const from = notBefore ?? now - Math.max(burst, 0);
  const rows = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ slot: number }>({
      name: "sending_slot",
      text: RESERVE,
      values: [workspaceId, accountId, from, 1 / rate],
    }),
  );
  return rows.rows[0]?.slot ?? now;
}
