import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from "@temporalio/client";
import {
  CAMPAIGN_WORKFLOW,
  type CampaignInput,
  type CampaignOrder,
  type CampaignStatus,
  campaignWorkflowId,
  STEER_UPDATE,
} from "#core/campaigns/campaign.ts";
import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { taskQueue, temporalClient } from "#server/platform/temporal.ts";

/** Starts the workflow of a campaign that was launched. Starting it again changes nothing. */
export async function startCampaign(workspaceId: string, campaignId: string): Promise<void> {
  const campaign = await transact(systemActor(workspaceId, "campaigns"), (tx) =>
    tx.campaign.findFirst({ where: { id: campaignId } }),
  );
  if (!campaign || campaign.status === "draft") return;
  const input: CampaignInput = {
    workspaceId,
    campaignId,
    startAt: campaign.scheduledAt?.getTime() ?? 0,
    ratePerSecond: campaign.ratePerSecond,
    listed: campaign.listedAt !== null,
    batch: campaign.batches,
    nextAt: 0,
    paused: campaign.status === "paused",
  };
  try {
    await temporalClient().workflow.start(CAMPAIGN_WORKFLOW, {
      taskQueue: taskQueue(),
      workflowId: campaignWorkflowId(campaignId),
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      args: [input],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * Gives the workflow of a campaign an order and waits until it was carried out.
 * @returns the campaign's status afterwards
 * @throws AppError `conflict` when it refuses, or has started everybody
 */
export async function steerWorkflow(campaignId: string, order: CampaignOrder): Promise<CampaignStatus> {
  try {
    const handle = temporalClient().workflow.getHandle(campaignWorkflowId(campaignId));
    return await handle.executeUpdate<CampaignStatus, [CampaignOrder]>(STEER_UPDATE, { args: [order] });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw new AppError("conflict", "The campaign has come to its end.", { cause: error });
    if (error instanceof WorkflowUpdateFailedError)
      throw new AppError("conflict", error.cause?.message ?? "The campaign refused.", { cause: error });
    throw error;
  }
}
