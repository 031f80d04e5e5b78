import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** Messages that may go out at once after a pause, as seconds of the rate. */
const BURST_SECONDS = 1;

const RESERVE = `INSERT INTO account_paces AS p (workspace_id, channel_account_id, next_at)
  VALUES ($1::uuid, $2::uuid, to_timestamp($3::float8 / 1000) + make_interval(secs => $4::float8))
  ON CONFLICT (channel_account_id) DO UPDATE
    SET next_at = greatest(p.next_at, to_timestamp($3::float8 / 1000)) + make_interval(secs => $4::float8)
  RETURNING floor(extract(epoch from next_at - make_interval(secs => $4::float8)) * 1000)::float8 AS slot`;

/**
 * Takes the next place in an account's queue: one statement of its own, so that whoever sends holds up nobody else.
 * @param notBefore epoch ms from which the provider takes more; absent: now, with what may go out at once
 * @returns epoch ms from which the message may go out
 */
export async function reserveSlot(
  workspaceId: string,
  accountId: string,
  perSecond: number,
  { now, notBefore }: { now: number; notBefore?: number },
): Promise<number> {
  const burst = BURST_SECONDS * 1_000 - 1_000 / perSecond;
  const from = notBefore ?? now - Math.max(burst, 0);
  const rows = await onWorkspaceRows(workspaceId, (client) =>
    client.query<{ slot: number }>({
      name: "sending_slot",
      text: RESERVE,
      values: [workspaceId, accountId, from, 1 / perSecond],
    }),
  );
  return rows.rows[0]?.slot ?? now;
}

/** The provider takes nothing more before a time (epoch ms): until then nothing goes out over the account. */
export async function pauseAccount(workspaceId: string, accountId: string, until: number): Promise<void> {
  await onWorkspaceRows(workspaceId, (client) =>
    client.query({
      name: "sending_pause",
      text: `INSERT INTO account_paces AS p (workspace_id, channel_account_id, next_at)
        VALUES ($1::uuid, $2::uuid, to_timestamp($3::float8 / 1000))
        ON CONFLICT (channel_account_id) DO UPDATE SET next_at = greatest(p.next_at, excluded.next_at)`,
      values: [workspaceId, accountId, until],
    }),
  );
}
