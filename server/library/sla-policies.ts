import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page, PageQuery } from "#core/api/page.ts";
import {
  type createSlaPolicySchema,
  escalationSchema,
  type patchSlaPolicySchema,
  type SlaPolicy,
  slaTargetsSchema,
} from "#core/api/sla.ts";
import { type Condition, conditionSchema } from "#core/conditions/condition.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireHoursId } from "#server/platform/require-rows.ts";
import { checkEscalation } from "#server/sla/check-escalation.ts";
import { type Policy, withHours } from "#server/sla/policy-promise.ts";
import { policiesChanged } from "#server/sla/replan-policy.ts";

function toSlaPolicy({ createdAt, updatedAt, ...row }: Policy): SlaPolicy {
  const { id, key, name, position, pauseWhileSnoozed, pauseWhileOnCustomer, businessHours } = row;
  return {
    id,
    key,
    name,
    position,
    when: conditionSchema.parse(row.when),
    targets: slaTargetsSchema.parse(row.targets),
    escalation: escalationSchema.parse(row.escalation),
    businessHours: businessHours?.key ?? null,
    pauseWhileSnoozed,
    pauseWhileOnCustomer,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export async function listSlaPolicies(actor: Actor, query: PageQuery): Promise<Page<SlaPolicy>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.slaPolicy.findMany({ ...page, where: { ...where, archivedAt: null }, include: withHours }),
  );
  return toIdPage(query, rows, toSlaPolicy);
}

export async function getSlaPolicy(actor: Actor, id: string): Promise<SlaPolicy> {
  authorize(actor, "conversations.view");
  const where = { id, archivedAt: null };
  const row = await transact(actor, (tx) => tx.slaPolicy.findFirst({ where, include: withHours }));
  if (!row) throw noSuchPolicy();
  return toSlaPolicy(row);
}

/** @throws AppError invalid_input where the business hours are not there */
export async function createSlaPolicy(
  actor: Actor,
  { businessHours, when, ...given }: z.output<typeof createSlaPolicySchema>,
): Promise<SlaPolicy> {
  authorize(actor, "routing.edit");
  const id = uuidv7();
  await transact(actor, async (tx) => {
    const key = given.key ?? keyFromName(given.name);
    await checkEscalation(tx, given.escalation ?? []);
    const businessHoursId = businessHours ? await requireHoursId(tx, businessHours) : null;
    await tx.slaPolicy.create({
      data: { ...given, ...whenOf(when), id, workspaceId: actor.workspaceId, key, businessHoursId },
    });
    await writeAudit(tx, actor, { action: "sla_policy.created", subjectType: "slaPolicy", subjectId: id });
  });
  return getSlaPolicy(actor, id);
}

/** What is changed holds for the clocks that run, too: they are planned anew at once. */
export async function patchSlaPolicy(
  actor: Actor,
  id: string,
  { businessHours, when, ...given }: z.output<typeof patchSlaPolicySchema>,
): Promise<SlaPolicy> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    await checkEscalation(tx, given.escalation ?? []);
    const hours =
      businessHours === undefined
        ? {}
        : { businessHoursId: businessHours && (await requireHoursId(tx, businessHours)) };
    const { count } = await tx.slaPolicy.updateMany({
      where: { id, archivedAt: null },
      data: { ...given, ...hours, ...whenOf(when) },
    });
    if (count === 0) throw noSuchPolicy();
    await policiesChanged(tx, actor.workspaceId, [id]);
    const change = { fields: Object.keys({ ...given, ...hours, ...whenOf(when) }) };
    const line = { action: "sla_policy.updated", subjectType: "slaPolicy", subjectId: id, change };
    await writeAudit(tx, actor, line);
  });
  return getSlaPolicy(actor, id);
}

/** Puts a policy away: it is begun nowhere any more, and goes on where it holds already. */
export async function archiveSlaPolicy(actor: Actor, id: string): Promise<void> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const where = { id, archivedAt: null };
    const { count } = await tx.slaPolicy.updateMany({ where, data: { archivedAt: new Date() } });
    if (count === 0) throw noSuchPolicy();
    await writeAudit(tx, actor, { action: "sla_policy.archived", subjectType: "slaPolicy", subjectId: id });
  });
}

/**
 * Puts the policies in this order; those that are not named come after them, as they were.
 * @throws AppError invalid_input where one is not there
 */
export async function orderSlaPolicies(actor: Actor, ids: string[]): Promise<{ data: SlaPolicy[] }> {
  authorize(actor, "routing.edit");
  return transact(actor, async (tx) => {
    const where = { archivedAt: null };
    const orderBy = [{ position: "asc" as const }, { id: "asc" as const }];
    const rows = await tx.slaPolicy.findMany({ where, orderBy, select: { id: true } });
    const known = new Set(rows.map(({ id }) => id));
    const missing = ids.findIndex((id) => !known.has(id));
    if (missing >= 0) {
      const message = "There is no such SLA policy. Load the list again.";
      const problem = {
        code: "unknown_reference",
        severity: "error",
        path: `ids.${missing}`,
        message,
      } as const;
      throw new AppError("invalid_input", message, { problems: [problem] });
    }
    const named = new Set(ids);
    const ordered = [...named, ...[...known].filter((id) => !named.has(id))];
    for (const [position, id] of ordered.entries()) {
      await tx.slaPolicy.update({ where: { id }, data: { position } });
    }
    const line = { action: "sla_policies.ordered", subjectType: "slaPolicy", change: { ids: ordered } };
    await writeAudit(tx, actor, line);
    const policies = await tx.slaPolicy.findMany({ where, orderBy, include: withHours });
    return { data: policies.map(toSlaPolicy) };
  });
}

function whenOf(when: Condition | undefined) {
  return when === undefined ? {} : { when: when as unknown as Prisma.InputJsonObject };
}

function noSuchPolicy(): AppError {
  return new AppError("not_found", "There is no such SLA policy.");
}
