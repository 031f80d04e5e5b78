import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type {
  Audience,
  audiencesQuerySchema,
  createAudienceSchema,
  patchAudienceSchema,
} from "#core/api/audiences.ts";
import type { Page } from "#core/api/page.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Audience as AudienceRow, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { rewatchAudience } from "#server/audiences/watch-audiences.ts";
import { journeysNaming } from "#server/journeys/journeys-naming.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

export async function listAudiences(
  actor: Actor,
  query: z.output<typeof audiencesQuerySchema>,
): Promise<Page<Audience>> {
  authorize(actor, "campaigns.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.audience.findMany({ ...page, where: { ...where, archivedAt: null, key: query.key } }),
  );
  return toIdPage(query, rows, toAudience);
}

export async function getAudience(actor: Actor, id: string): Promise<Audience> {
  authorize(actor, "campaigns.view");
  return transact(actor, async (tx) => toAudience(await findOpenAudience(tx, { id })));
}

/** @throws AppError `already_exists` when the key is taken */
export async function createAudience(
  actor: Actor,
  given: z.output<typeof createAudienceSchema>,
): Promise<Audience> {
  authorize(actor, "campaigns.edit");
  const key = given.key ?? keyFromName(given.name);
  return transact(actor, async (tx) => {
    const row = await tx.audience.create({
      data: {
        ...given,
        key,
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        condition: given.condition as Prisma.InputJsonValue,
        createdById: actor.kind === "user" ? actor.userId : null,
      },
    });
    await writeAudit(tx, actor, { action: "audience.created", subjectType: "audience", subjectId: row.id });
    return toAudience(row);
  });
}

export async function patchAudience(
  actor: Actor,
  id: string,
  given: z.output<typeof patchAudienceSchema>,
): Promise<Audience> {
  authorize(actor, "campaigns.edit");
  return transact(actor, async (tx) => {
    await findOpenAudience(tx, { id });
    const { condition, ...fields } = given;
    // A count of those whom the condition meant before says nothing any more.
    const changed = condition
      ? { condition: condition as Prisma.InputJsonValue, size: null, countedAt: null }
      : {};
    const row = await tx.audience.update({ where: { id }, data: { ...fields, ...changed } });
    if (condition) await rewatchAudience(tx, actor.workspaceId, { id, condition });
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, {
      action: "audience.updated",
      subjectType: "audience",
      subjectId: id,
      change,
    });
    return toAudience(row);
  });
}

/**
 * Puts an audience away and frees its key; campaigns of the past still name it.
 * @throws AppError `conflict` while a live journey starts by it
 */
export async function archiveAudience(actor: Actor, id: string): Promise<void> {
  authorize(actor, "campaigns.edit");
  await transact(actor, async (tx) => {
    const row = await findOpenAudience(tx, { id });
    await refuseInUse(tx, row);
    const key = freedKey(row.key, id);
    await tx.audience.update({ where: { id }, data: { archivedAt: new Date(), key } });
    await writeAudit(tx, actor, { action: "audience.archived", subjectType: "audience", subjectId: id });
  });
}

/** An audience that is not archived, by id or key. @throws AppError `not_found` */
export async function findOpenAudience(
  tx: Transaction,
  by: { id: string } | { key: string },
): Promise<AudienceRow> {
  const row = await tx.audience.findFirst({ where: { ...by, archivedAt: null } });
  if (!row) throw new AppError("not_found", "There is no such audience.");
  return row;
}

async function refuseInUse(tx: Transaction, { workspaceId, key }: AudienceRow): Promise<void> {
  const types = ["trigger.audience", "trigger.schedule"];
  const names = await journeysNaming(tx, { workspaceId, types, config: "audience", key });
  if (names) throw new AppError("conflict", `The audience starts ${names}: pause or change that first.`);
}

/** The condition of a stored audience, checked when it was written. */
export function conditionOf(row: Pick<AudienceRow, "condition">): Condition {
  return row.condition as unknown as Condition;
}

function toAudience(row: AudienceRow): Audience {
  const { id, key, name, description, condition, size, countedAt, createdAt, updatedAt } = row;
  return {
    ...{ id, key, name, description, condition, size },
    countedAt: countedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
