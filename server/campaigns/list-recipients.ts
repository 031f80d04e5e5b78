import type { CampaignReference } from "#core/campaigns/campaign.ts";
import { type Condition, conditionSchema } from "#core/conditions/condition.ts";
import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { pageAudience } from "#server/audiences/page-audience.ts";
import { transact } from "#server/platform/database.ts";

const PAGE = 1_000;
const LISTING = ["scheduled", "launching"] as const;

/**
 * Lists the next page of a campaign's audience as recipients; page and cursor are one transaction, so that a page
 * that is listed again changes nothing.
 * @returns whether all are listed
 */
export async function listRecipients({ workspaceId, campaignId }: CampaignReference): Promise<boolean> {
  const actor = systemActor(workspaceId, "campaigns");
  const campaign = await transact(actor, (tx) => tx.campaign.findFirst({ where: { id: campaignId } }));
  if (!campaign) throw new AppError("not_found", "There is no such campaign.");
  if (campaign.listedAt) return true;
  if (!LISTING.some((status) => status === campaign.status)) {
    throw new AppError("conflict", `A campaign that is ${campaign.status} lists nobody.`);
  }
  const condition: Condition = conditionSchema.parse(campaign.condition);
  const launchedAt = campaign.scheduledAt ?? campaign.launchedAt;
  const { contactIds, next } = await pageAudience(actor, condition, {
    limit: PAGE,
    ...(campaign.listedUntil ? { after: campaign.listedUntil } : {}),
    ...(launchedAt ? { now: launchedAt.getTime() } : {}),
  });
  return transact(actor, async (tx) => {
    const at = new Date();
    // Whoever else lists this campaign at this moment has moved the cursor, and then this page is theirs; and one that
    // was paused or cancelled meanwhile stays so.
    const { count } = await tx.campaign.updateMany({
      where: {
        id: campaignId,
        listedUntil: campaign.listedUntil,
        listedAt: null,
        status: { in: [...LISTING] },
      },
      data: { status: "launching", ...(next ? { listedUntil: next } : { listedAt: at }) },
    });
    if (count === 0) return false;
    await tx.$executeRaw`
      INSERT INTO campaign_recipients (workspace_id, campaign_id, contact_id, at)
      SELECT ${workspaceId}::uuid, ${campaignId}::uuid, id, ${at} FROM unnest(${contactIds}::uuid[]) AS id
      ON CONFLICT DO NOTHING`;
    return next === null;
  });
}
