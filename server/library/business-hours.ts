import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import {
  type BusinessHours,
  type createBusinessHoursSchema,
  holidaysSchema,
  type patchBusinessHoursSchema,
  weeklyHoursSchema,
} from "#core/api/library.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { BusinessHours as Row } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { policiesChanged } from "#server/sla/replan-policy.ts";

function toBusinessHours(row: Row): BusinessHours {
  const { id, key, name, timezone } = row;
  return {
    id,
    key,
    name,
    timezone,
    weekly: weeklyHoursSchema.parse(row.weekly),
    holidays: holidaysSchema.parse(row.holidays),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function listBusinessHours(actor: Actor, query: PageQuery): Promise<Page<BusinessHours>> {
  authorize(actor, "conversations.view");
  const rows = await transact(actor, (tx) => tx.businessHours.findMany(idPage(query, "asc")));
  return toIdPage(query, rows, toBusinessHours);
}

export async function getBusinessHours(actor: Actor, id: string): Promise<BusinessHours> {
  authorize(actor, "conversations.view");
  const row = await transact(actor, (tx) => tx.businessHours.findFirst({ where: { id } }));
  if (!row) throw new AppError("not_found", "There are no such business hours.");
  return toBusinessHours(row);
}

export async function createBusinessHours(
  actor: Actor,
  given: z.output<typeof createBusinessHoursSchema>,
): Promise<BusinessHours> {
  authorize(actor, "routing.edit");
  const key = given.key ?? keyFromName(given.name);
  return transact(actor, async (tx) => {
    const row = await tx.businessHours.create({
      data: { ...given, id: uuidv7(), workspaceId: actor.workspaceId, key },
    });
    const line = { action: "business_hours.created", subjectType: "businessHours", subjectId: row.id };
    await writeAudit(tx, actor, line);
    return toBusinessHours(row);
  });
}

export async function patchBusinessHours(
  actor: Actor,
  id: string,
  given: z.output<typeof patchBusinessHoursSchema>,
): Promise<BusinessHours> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.businessHours.updateMany({ where: { id }, data: given });
    if (count === 0) throw new AppError("not_found", "There are no such business hours.");
    const policies = await tx.slaPolicy.findMany({ where: { businessHoursId: id }, select: { id: true } });
    await policiesChanged(
      tx,
      actor.workspaceId,
      policies.map((policy) => policy.id),
    );
    const change = { fields: Object.keys(given) };
    const line = { action: "business_hours.updated", subjectType: "businessHours", subjectId: id, change };
    await writeAudit(tx, actor, line);
  });
  return getBusinessHours(actor, id);
}

/** @throws AppError `conflict` while a team or an SLA policy keeps these hours */
export async function deleteBusinessHours(actor: Actor, id: string): Promise<void> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const row = await tx.businessHours.findFirst({
      where: { id },
      include: { teams: { take: 1 }, slaPolicies: { take: 1 } },
    });
    if (!row) throw new AppError("not_found", "There are no such business hours.");
    const user = row.teams[0]?.name ?? row.slaPolicies[0]?.name;
    if (user) throw new AppError("conflict", `“${user}” keeps these hours. Give it others first.`);
    await tx.businessHours.delete({ where: { id } });
    const line = { action: "business_hours.deleted", subjectType: "businessHours", subjectId: id };
    await writeAudit(tx, actor, line);
  });
}
