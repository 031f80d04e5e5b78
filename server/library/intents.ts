import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createIntentSchema, Intent, patchIntentSchema } from "#core/api/library.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Intent as IntentRow } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

function toIntent(row: IntentRow): Intent {
  const { id, key, name, description, examples, keywords } = row;
  const createdAt = row.createdAt.toISOString();
  return {
    id,
    key,
    name,
    description,
    examples,
    keywords,
    createdAt,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function listIntents(actor: Actor, query: PageQuery): Promise<Page<Intent>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.intent.findMany({ ...page, where: { ...where, archivedAt: null } }),
  );
  return toIdPage(query, rows, toIntent);
}

export async function getIntent(actor: Actor, id: string): Promise<Intent> {
  authorize(actor, "conversations.view");
  const row = await transact(actor, (tx) => tx.intent.findFirst({ where: { id, archivedAt: null } }));
  if (!row) throw new AppError("not_found", "There is no such intent.");
  return toIntent(row);
}

export async function createIntent(
  actor: Actor,
  given: z.output<typeof createIntentSchema>,
): Promise<Intent> {
  authorize(actor, "routing.edit");
  const key = given.key ?? keyFromName(given.name);
  return transact(actor, async (tx) => {
    const row = await tx.intent.create({
      data: { ...given, id: uuidv7(), workspaceId: actor.workspaceId, key },
    });
    await writeAudit(tx, actor, { action: "intent.created", subjectType: "intent", subjectId: row.id });
    return toIntent(row);
  });
}

export async function patchIntent(
  actor: Actor,
  id: string,
  given: z.output<typeof patchIntentSchema>,
): Promise<Intent> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.intent.updateMany({ where: { id, archivedAt: null }, data: given });
    if (count === 0) throw new AppError("not_found", "There is no such intent.");
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, { action: "intent.updated", subjectType: "intent", subjectId: id, change });
  });
  return getIntent(actor, id);
}

/** Puts an intent away: conversations keep its key as their past, nothing new is given it. */
export async function archiveIntent(actor: Actor, id: string): Promise<void> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const row = await tx.intent.findFirst({ where: { id, archivedAt: null } });
    if (!row) throw new AppError("not_found", "There is no such intent.");
    const key = freedKey(row.key, id);
    await tx.intent.update({ where: { id }, data: { archivedAt: new Date(), key } });
    await writeAudit(tx, actor, { action: "intent.archived", subjectType: "intent", subjectId: id });
  });
}
