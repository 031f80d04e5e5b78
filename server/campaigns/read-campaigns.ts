import type { z } from "zod";
import type {
  Campaign,
  CampaignRecipient,
  campaignsQuerySchema,
  recipientsQuerySchema,
} from "#core/api/campaigns.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { type CampaignRow, campaignInclude, toCampaigns } from "#server/campaigns/campaign-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** Campaigns, newest first. */
export async function listCampaigns(
  actor: Actor,
  query: z.output<typeof campaignsQuerySchema>,
): Promise<Page<Campaign>> {
  authorize(actor, "campaigns.view");
  const { where, ...page } = idPage(query, "desc");
  return transact(actor, async (tx) => {
    const status = query.status?.length ? { status: { in: query.status } } : {};
    const rows = await tx.campaign.findMany({
      ...page,
      where: { ...where, ...status },
      include: campaignInclude,
    });
    const { data, nextCursor } = toIdPage(query, rows, (row) => row);
    return { data: await toCampaigns(tx, data), nextCursor };
  });
}

export async function getCampaign(actor: Actor, id: string): Promise<Campaign> {
  authorize(actor, "campaigns.view");
  return transact(actor, async (tx) => {
    const [campaign] = await toCampaigns(tx, [await findCampaign(tx, id)]);
    return campaign as Campaign;
  });
}

/** @throws AppError `not_found` */
export async function findCampaign(tx: Transaction, id: string): Promise<CampaignRow> {
  const row = await tx.campaign.findFirst({ where: { id }, include: campaignInclude });
  if (!row) throw new AppError("not_found", "There is no such campaign.");
  return row;
}

/** Who gets a campaign, and what became of each, in the order of contacts. */
export async function listRecipientsOf(
  actor: Actor,
  campaignId: string,
  query: z.output<typeof recipientsQuerySchema>,
): Promise<Page<CampaignRecipient>> {
  authorize(actor, "campaigns.view");
  const { where } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    await findCampaign(tx, campaignId);
    const rows = await tx.campaignRecipient.findMany({
      where: {
        campaignId,
        ...("id" in where ? { contactId: where.id } : {}),
        ...(query.status?.length ? { status: { in: query.status } } : {}),
      },
      orderBy: { contactId: "asc" },
      take: query.limit + 1,
    });
    const contacts = await tx.contact.findMany({
      where: { id: { in: rows.map(({ contactId }) => contactId) } },
      select: { id: true, name: true },
    });
    const names = new Map(contacts.map(({ id, name }) => [id, name]));
    return toIdPage(
      query,
      rows.map((row) => ({ ...row, id: row.contactId })),
      ({ contactId, status, reason, runId, at }) => ({
        contact: { id: contactId, name: names.get(contactId) ?? null },
        status,
        reason,
        runId,
        at: at.toISOString(),
      }),
    );
  });
}
