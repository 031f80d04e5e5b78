import type { Campaign } from "#core/api/campaigns.ts";
import type { CampaignOrder, CampaignReference, CampaignStatus } from "#core/campaigns/campaign.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize, systemActor } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { startCampaign, steerWorkflow } from "#server/campaigns/campaign-workflows.ts";
import { findCampaign, getCampaign } from "#server/campaigns/read-campaigns.ts";
import { createOperation } from "#server/journeys/create-operation.ts";
import { transact } from "#server/platform/database.ts";

/** The states in which each order means something. */
const POSSIBLE: Record<CampaignOrder["action"], readonly CampaignStatus[]> = {
  pause: ["scheduled", "launching"],
  resume: ["paused"],
  cancel: ["scheduled", "launching", "paused", "running"],
};

/**
 * Pauses, resumes or cancels a campaign, and waits until it has happened: nobody is started any more when this
 * answers a pause. Pausing and, unless asked otherwise, cancelling leave runs under way alone.
 * @throws AppError `not_found`, or `conflict` where the campaign's state does not allow it
 */
export async function controlCampaign(actor: Actor, id: string, order: CampaignOrder): Promise<Campaign> {
  authorize(actor, "campaigns.launch");
  const { status } = await transact(actor, (tx) => findCampaign(tx, id));
  requirePossible(status, order);
  const reference = { workspaceId: actor.workspaceId, campaignId: id };
  if (status === "running") await steerCampaign({ ...reference, order });
  else {
    // Its start may still lie in the outbox; starting it twice changes nothing.
    await startCampaign(actor.workspaceId, id);
    await steerWorkflow(id, order);
  }
  await transact(actor, (tx) =>
    writeAudit(tx, actor, {
      action: `campaign.${order.action === "cancel" ? "cancelled" : `${order.action}d`}`,
      subjectType: "campaign",
      subjectId: id,
      change: order.action === "cancel" ? { stopRuns: order.stopRuns } : {},
    }),
  );
  return getCampaign(actor, id);
}

function requirePossible(status: CampaignStatus, order: CampaignOrder): void {
  if (status === "running" && order.action === "cancel" && !order.stopRuns) {
    throw new AppError(
      "conflict",
      "Everybody was started. To end what is under way, cancel with runs: stop.",
    );
  }
  if (status === "running" && order.action === "pause") {
    throw new AppError("conflict", "Everybody was started. To hold what is under way, pause its runs.");
  }
  if (!POSSIBLE[order.action].includes(status)) {
    throw new AppError("conflict", `A campaign that is ${status} cannot be told to ${order.action}.`);
  }
}

/** Writes an order down, with what follows from it, in one transaction. Repeating it changes nothing. */
export async function steerCampaign({
  workspaceId,
  campaignId,
  order,
}: CampaignReference & { order: CampaignOrder }): Promise<CampaignStatus> {
  const actor = systemActor(workspaceId, "campaigns");
  return transact(actor, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM campaigns WHERE id = ${campaignId}::uuid FOR UPDATE`;
    const { status, scheduledAt, listedAt } = await findCampaign(tx, campaignId);
    if (!POSSIBLE[order.action].includes(status)) return status;
    const now = new Date();
    const waits = listedAt === null && scheduledAt !== null && scheduledAt > now;
    const data = {
      pause: { status: "paused" as const, statusReason: reasonOf(order) },
      resume: { status: waits ? ("scheduled" as const) : ("launching" as const), statusReason: null },
      cancel: { status: "cancelled" as const, statusReason: reasonOf(order), cancelledAt: now },
    }[order.action];
    await tx.campaign.update({ where: { id: campaignId }, data });
    if (order.action === "cancel" && order.stopRuns) {
      const reason = order.reason ?? "The campaign was cancelled.";
      await createOperation(tx, actor, {
        action: "stop",
        origin: "campaign",
        filter: { campaign: campaignId },
        options: { reason },
      });
    }
    return data.status;
  });
}

function reasonOf(order: CampaignOrder): string | null {
  return order.action === "resume" ? null : (order.reason ?? null);
}
