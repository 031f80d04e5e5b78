import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Campaign, createCampaignSchema, patchCampaignSchema } from "#core/api/campaigns.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { findCampaign, getCampaign } from "#server/campaigns/read-campaigns.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Makes a campaign, not yet launched. */
export async function createCampaign(
  actor: Actor,
  given: z.output<typeof createCampaignSchema>,
): Promise<Campaign> {
  authorize(actor, "campaigns.edit");
  const id = uuidv7();
  await transact(actor, async (tx) => {
    const data = {
      id,
      workspaceId: actor.workspaceId,
      key: given.key ?? keyFromName(given.name),
      name: given.name,
      journeyId: await journeyNamed(tx, given.journey),
      audienceId: await audienceNamed(tx, given.audience),
      ...plain(given),
    };
    await tx.campaign.create({ data });
    await writeAudit(tx, actor, { action: "campaign.created", subjectType: "campaign", subjectId: id });
  });
  return getCampaign(actor, id);
}

/** @throws AppError `conflict` once it was launched */
export async function patchCampaign(
  actor: Actor,
  id: string,
  given: z.output<typeof patchCampaignSchema>,
): Promise<Campaign> {
  authorize(actor, "campaigns.edit");
  await transact(actor, async (tx) => {
    await findCampaign(tx, id);
    const { count } = await tx.campaign.updateMany({
      where: { id, status: "draft" },
      data: {
        ...(given.name === undefined ? {} : { name: given.name }),
        ...(given.journey === undefined ? {} : { journeyId: await journeyNamed(tx, given.journey) }),
        ...(given.audience === undefined ? {} : { audienceId: await audienceNamed(tx, given.audience) }),
        ...plain(given),
      },
    });
    if (count === 0) throw new AppError("conflict", "A campaign that was launched cannot be changed.");
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, {
      action: "campaign.updated",
      subjectType: "campaign",
      subjectId: id,
      change,
    });
  });
  return getCampaign(actor, id);
}

/** @throws AppError `conflict` once it was launched: then it can be cancelled */
export async function deleteCampaign(actor: Actor, id: string): Promise<void> {
  authorize(actor, "campaigns.edit");
  await transact(actor, async (tx) => {
    await findCampaign(tx, id);
    const { count } = await tx.campaign.deleteMany({ where: { id, status: "draft" } });
    if (count === 0) {
      throw new AppError(
        "conflict",
        "A campaign that was launched stays, with its results. It can be cancelled.",
      );
    }
    await writeAudit(tx, actor, { action: "campaign.deleted", subjectType: "campaign", subjectId: id });
  });
}

function plain({ trigger, ratePerSecond, scheduledAt }: z.output<typeof patchCampaignSchema>) {
  return {
    ...(trigger === undefined ? {} : { triggerNodeId: trigger }),
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    ...(scheduledAt === undefined
      ? {}
      : { scheduledAt: scheduledAt === null ? null : new Date(scheduledAt) }),
  };
}

async function journeyNamed(tx: Transaction, name: string): Promise<string> {
  const where = ID.test(name) ? { id: name } : { key: name };
  const journey = await tx.journey.findFirst({
    where: { ...where, status: { not: "archived" } },
    select: { id: true },
  });
  return (journey ?? unknown("journey", name)).id;
}

async function audienceNamed(tx: Transaction, name: string): Promise<string> {
  const where = ID.test(name) ? { id: name } : { key: name };
  const audience = await tx.audience.findFirst({
    where: { ...where, archivedAt: null },
    select: { id: true },
  });
  return (audience ?? unknown("audience", name)).id;
}

function unknown(path: "journey" | "audience", name: string): never {
  const message = `There is no ${path} “${name}”.`;
  const hint = `Use the key or id of one that GET /${path}s lists.`;
  throw new AppError("invalid_input", message, {
    problems: [{ code: "unknown_reference", severity: "error", path, message, hint }],
  });
}
