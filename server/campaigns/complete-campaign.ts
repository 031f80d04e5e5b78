import { systemActor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

const TOPIC = "campaign.ended";
const orderingKeyOf = (campaignId: string) => `campaign:${campaignId}`;

/** A campaign that has started everybody is complete once none of its runs is open; until then this changes nothing. */
export async function completeCampaign(workspaceId: string, campaignId: string): Promise<void> {
  await transact(systemActor(workspaceId, "campaigns"), async (tx) => {
    // This look is for every run whose end can be seen by now: what was promised for those is kept by it.
    await tx.outboxEntry.updateMany({
      where: { workspaceId, orderingKey: orderingKeyOf(campaignId), topic: TOPIC, status: "pending" },
      data: { status: "done", completedAt: new Date(), claimedUntil: null },
    });
    await tx.$executeRaw`
      UPDATE campaigns c SET status = 'completed', updated_at = now(), completed_at =
        coalesce((SELECT max(r.ended_at) FROM runs r WHERE r.workspace_id = c.workspace_id AND r.campaign_id = c.id), now())
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.id = ${campaignId}::uuid AND c.status = 'running'
        AND NOT EXISTS (SELECT FROM runs r
          WHERE r.workspace_id = c.workspace_id AND r.campaign_id = c.id AND r.ended_at IS NULL)`;
  });
}

/** Promises, in the caller's transaction, to look whether campaigns are complete. */
export async function askWhetherComplete(
  tx: Transaction,
  workspaceId: string,
  campaignIds: Iterable<string>,
): Promise<void> {
  for (const campaignId of campaignIds) {
    const orderingKey = orderingKeyOf(campaignId);
    await writeOutbox(tx, { workspaceId, topic: TOPIC, orderingKey, payload: { campaignId } });
  }
}
