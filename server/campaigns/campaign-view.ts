import type { Campaign } from "#core/api/campaigns.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

export const campaignInclude = {
  journey: { select: { id: true, key: true, name: true } },
  audience: { select: { id: true, key: true, name: true } },
} satisfies Prisma.CampaignInclude;

export type CampaignRow = Prisma.CampaignGetPayload<{ include: typeof campaignInclude }>;

/** Campaigns as the API shows them, with how far each is: counted now. */
export async function toCampaigns(tx: Transaction, rows: CampaignRow[]): Promise<Campaign[]> {
  const counts = await tx.campaignRecipient.groupBy({
    by: ["campaignId", "status"],
    where: { campaignId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  const versionIds = rows.flatMap(({ versionId }) => versionId ?? []);
  const versions = await tx.journeyVersion.findMany({
    where: { id: { in: versionIds } },
    select: { id: true, number: true },
  });
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  return rows.map((row) => {
    const progress = { listed: row.listedAt !== null, pending: 0, started: 0, skipped: 0, failed: 0 };
    for (const { campaignId, status, _count } of counts) {
      if (campaignId === row.id) progress[status] = _count;
    }
    return toCampaign(row, progress, row.versionId ? (numbers.get(row.versionId) ?? null) : null);
  });
}

function toCampaign(row: CampaignRow, progress: Campaign["progress"], version: number | null): Campaign {
  const { id, key, name, status, statusReason, journey, audience, ratePerSecond, confirmedCount } = row;
  return {
    id,
    key,
    name,
    status,
    statusReason,
    journey,
    version,
    trigger: row.triggerNodeId,
    audience,
    ratePerSecond,
    scheduledAt: row.scheduledAt?.toISOString() ?? null,
    confirmedCount,
    progress,
    launchedAt: row.launchedAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
