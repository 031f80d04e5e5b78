import { createHash } from "node:crypto";
import type { CampaignReference, LaunchedBatch } from "#core/campaigns/campaign.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Campaign } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadContactFacts } from "#server/audiences/load-contact-facts.ts";
import { askWhetherComplete } from "#server/campaigns/complete-campaign.ts";
import { type CohortContact, createCohort } from "#server/journeys/create-cohort.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { concurrencyKeyOf } from "#server/relay/live-journeys.ts";

/** States in which nobody is left to be started. */
const OVER: ReadonlySet<string> = new Set(["running", "completed", "cancelled"]);

interface Outcome {
  contactId: string;
  status: "started" | "skipped" | "failed";
  runId?: string;
  reason?: string;
}

interface LockedCampaign extends Campaign {
  planHash: string;
  journeyStatus: string;
}

/**
 * Starts the next recipients of a campaign as one cohort: recipients, runs and the promise of their workflow are
 * one transaction. The batch's number is counted in it, so that a batch that is asked for again starts nobody.
 */
export async function launchBatch({
  workspaceId,
  campaignId,
  batch,
  size,
}: CampaignReference & { batch: number; size: number }): Promise<LaunchedBatch> {
  return transact(systemActor(workspaceId, "campaigns"), async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    // Such as the last batch, asked for again since its answer was lost.
    if (campaign && OVER.has(campaign.status)) return { started: 0, state: "done" };
    if (campaign?.status !== "launching") return { started: 0, state: "stopped" };
    if (campaign.batches > batch) return { started: 0, state: "going" };
    if (campaign.journeyStatus !== "live") {
      const statusReason = `The journey is ${campaign.journeyStatus}. Resume the journey, then the campaign.`;
      await tx.campaign.update({ where: { id: campaignId }, data: { status: "paused", statusReason } });
      return { started: 0, state: "stopped" };
    }
    const outcomes = await startRuns(tx, campaign, batch, await nextRecipients(tx, campaignId, size));
    await writeOutcomes(tx, campaignId, outcomes);
    const left = await tx.campaignRecipient.count({ where: { campaignId, status: "pending" }, take: 1 });
    await tx.campaign.update({
      where: { id: campaignId },
      data: { batches: batch + 1, ...(left === 0 ? { status: "running" } : {}) },
    });
    // All of them may have ended by now, or nobody could be started.
    if (left === 0) await askWhetherComplete(tx, workspaceId, [campaignId]);
    const started = outcomes.filter(({ status }) => status === "started").length;
    return { started, state: left === 0 ? "done" : "going" };
  });
}

/** The campaign, which nobody else launches from or steers until the transaction has ended. */
async function lockCampaign(tx: Transaction, campaignId: string): Promise<LockedCampaign | undefined> {
  await tx.$executeRaw`SELECT 1 FROM campaigns WHERE id = ${campaignId}::uuid FOR UPDATE`;
  const campaign = await tx.campaign.findFirst({
    where: { id: campaignId },
    include: { journey: { select: { status: true } } },
  });
  const version = campaign?.versionId
    ? await tx.journeyVersion.findFirst({ where: { id: campaign.versionId }, select: { planHash: true } })
    : null;
  if (!campaign || !version) return undefined;
  return { ...campaign, planHash: version.planHash, journeyStatus: campaign.journey.status };
}

async function nextRecipients(tx: Transaction, campaignId: string, size: number): Promise<string[]> {
  const rows = await tx.campaignRecipient.findMany({
    where: { campaignId, status: "pending" },
    select: { contactId: true },
    orderBy: { contactId: "asc" },
    take: size,
  });
  return rows.map(({ contactId }) => contactId);
}

async function startRuns(
  tx: Transaction,
  campaign: LockedCampaign,
  batch: number,
  contactIds: string[],
): Promise<Outcome[]> {
  const { id: campaignId, workspaceId, journeyId, versionId, planHash } = campaign;
  if (contactIds.length === 0 || !versionId) return [];
  const plan = await loadPlan(workspaceId, planHash);
  const { contacts, failed } = await withKeys(workspaceId, plan, contactIds);
  const { runIds, refused } = await createCohort(
    tx,
    {
      workspaceId,
      cohortId: cohortIdOf(campaignId, batch),
      campaignId,
      journeyId,
      versionId,
      planHash,
      triggerNodeId: campaign.triggerNodeId ?? plan.triggers[0] ?? "",
      source: `campaign:${campaignId}`,
      reentry: plan.settings.reentry,
    },
    contacts,
  );
  const reasons = new Map(refused.map(({ contactId, reason }) => [contactId, reason]));
  const entered = contacts.filter(({ contactId }) => !reasons.has(contactId));
  return [
    ...entered.map(({ contactId }, index) => ({
      contactId,
      status: "started" as const,
      runId: runIds[index] as string,
    })),
    ...refused.map(({ contactId, reason }) => ({ contactId, status: "skipped" as const, reason })),
    ...failed,
  ];
}

/** The concurrency key of each contact, where the journey makes one of the contact's facts. */
async function withKeys(
  workspaceId: string,
  plan: Plan,
  contactIds: string[],
): Promise<{ contacts: CohortContact[]; failed: Outcome[] }> {
  if (plan.settings.concurrencyKey === undefined) {
    return { contacts: contactIds.map((contactId) => ({ contactId })), failed: [] };
  }
  const facts = new Map(
    (await loadContactFacts(workspaceId, contactIds)).map((each) => [each.contact.id, each]),
  );
  const contacts: CohortContact[] = [];
  const failed: Outcome[] = [];
  for (const contactId of contactIds) {
    const found = facts.get(contactId);
    try {
      const key = found && concurrencyKeyOf(plan, found, Date.now());
      contacts.push({ contactId, ...(key === undefined ? {} : { concurrencyKey: key }) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const reason = `The journey's concurrency key cannot be made for this contact: ${why}`;
      failed.push({ contactId, status: "failed", reason });
    }
  }
  return { contacts, failed };
}

async function writeOutcomes(tx: Transaction, campaignId: string, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx.$executeRaw`
    UPDATE campaign_recipients r SET status = t.status::recipient_status, run_id = t."runId", reason = t.reason, at = now()
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb)
      AS t("contactId" uuid, status text, "runId" uuid, reason text)
    WHERE r.campaign_id = ${campaignId}::uuid AND r.contact_id = t."contactId"`;
}

/** The same for a batch that is made again: a UUID (version 8) of campaign and number. */
function cohortIdOf(campaignId: string, batch: number): string {
  const hash = createHash("sha256").update(`${campaignId}:${batch}`).digest("hex");
  const variant = ((Number.parseInt(hash[16] as string, 16) & 3) | 8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
