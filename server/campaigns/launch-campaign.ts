import type { Campaign } from "#core/api/campaigns.ts";
import { type Condition, conditionSchema } from "#core/conditions/condition.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { countAudience } from "#server/audiences/page-audience.ts";
import type { CampaignRow } from "#server/campaigns/campaign-view.ts";
import { findCampaign, getCampaign } from "#server/campaigns/read-campaigns.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Contacts that are asked one by one, at most, where Postgres cannot count an audience by itself. */
const MOST_ASKED = 2_000_000;

/**
 * Launches a campaign: at once, or at its scheduled time. What it needs is taken now: the version that is live and
 * the audience's condition. Whoever launches has to say how many people they mean.
 * @throws AppError `conflict` when it was launched before or its journey is not live; `invalid_input` naming the
 *   count where `confirmedCount` is another
 */
export async function launchCampaign(actor: Actor, id: string, confirmedCount: number): Promise<Campaign> {
  authorize(actor, "campaigns.launch");
  const { workspaceId } = actor;
  const { condition, version } = await transact(actor, async (tx) => {
    const campaign = await findCampaign(tx, id);
    if (campaign.status !== "draft") throw new AppError("conflict", "This campaign was launched before.");
    return { condition: await conditionOf(tx, campaign), version: await versionOf(tx, campaign) };
  });
  const { count } = await countAudience(actor, condition, { most: MOST_ASKED });
  requireCount(confirmedCount, count);
  await transact(actor, async (tx) => {
    const campaign = await findCampaign(tx, id);
    const now = new Date();
    const later = campaign.scheduledAt !== null && campaign.scheduledAt > now;
    const launched = await tx.campaign.updateMany({
      where: { id, status: "draft" },
      data: {
        status: later ? "scheduled" : "launching",
        confirmedCount,
        condition: condition as object,
        versionId: version,
        launchedAt: now,
        launchedById: actor.kind === "user" ? actorId(actor) : null,
      },
    });
    if (launched.count === 0) throw new AppError("conflict", "This campaign was launched just now.");
    await writeOutbox(tx, {
      workspaceId,
      topic: "campaign.start",
      orderingKey: id,
      payload: { campaignId: id },
    });
    const change = { confirmedCount };
    await writeAudit(tx, actor, {
      action: "campaign.launched",
      subjectType: "campaign",
      subjectId: id,
      change,
    });
  });
  return getCampaign(actor, id);
}

async function conditionOf(tx: Transaction, { audienceId, audience }: CampaignRow): Promise<Condition> {
  const found = await tx.audience.findFirst({ where: { id: audienceId, archivedAt: null } });
  if (!found)
    throw new AppError("conflict", `The audience “${audience.name}” was removed. Choose another one.`);
  return conditionSchema.parse(found.condition);
}

async function versionOf(
  tx: Transaction,
  { journeyId, triggerNodeId, workspaceId, journey }: CampaignRow,
): Promise<string> {
  const found = await tx.journey.findFirst({ where: { id: journeyId }, include: { liveVersion: true } });
  if (found?.status !== "live" || !found.liveVersion) {
    throw new AppError("conflict", `The journey “${journey.name}” is not live. Publish it first.`);
  }
  const plan = await loadPlan(workspaceId, found.liveVersion.planHash);
  if (triggerNodeId !== null && !plan.triggers.includes(triggerNodeId)) {
    const message = `“${triggerNodeId}” is no trigger of “${journey.name}”.`;
    const hint = `Its triggers are ${plan.triggers.join(", ")}.`;
    throw new AppError("invalid_input", message, {
      problems: [{ code: "unknown_reference", severity: "error", path: "trigger", message, hint }],
    });
  }
  return found.liveVersion.id;
}

function requireCount(confirmed: number, count: number): void {
  if (count === 0) throw new AppError("conflict", "Nobody is in this audience now.");
  if (confirmed === count) return;
  const message = `This campaign goes to ${count} contacts, not to ${confirmed}.`;
  const hint = `Confirm with confirmedCount ${count}.`;
  throw new AppError("invalid_input", message, {
    problems: [{ code: "wrong_count", severity: "error", path: "confirmedCount", message, hint }],
  });
}
