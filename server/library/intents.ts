import { uuidv7 } from "uuidv7";
import type { CreateIntent, Intent, PatchIntent } from "#core/api/intents.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { withoutRepeats } from "#core/intents/check-intents.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Intent as IntentRow } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { forgetIntents } from "#server/analysis/workspace-intents.ts";
import { requireUnnamed } from "#server/library/intent-usage.ts";
import { toIntents } from "#server/library/intent-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A classifier tells few things apart well; past this many it would be slow to learn. */
const MOST_INTENTS = 200;

/** A page of the workspace's intents, the oldest first, each with what troubles it. */
export async function listIntents(actor: Actor, query: PageQuery): Promise<Page<Intent>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "asc");
  return transact(actor, async (tx) => {
    const rows = await tx.intent.findMany({ ...page, where: { ...where, archivedAt: null } });
    const { data, nextCursor } = toIdPage(query, rows, (row) => row);
    return { data: await toIntents(tx, data), nextCursor };
  });
}

/** @throws AppError not_found */
export async function getIntent(actor: Actor, idOrKey: string): Promise<Intent> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => present(tx, await requireIntent(tx, idOrKey)));
}

/** @throws AppError conflict when the key is taken or there is no room for another */
export async function createIntent(actor: Actor, given: CreateIntent): Promise<Intent> {
  authorize(actor, "routing.edit");
  const made = await transact(actor, async (tx) => {
    const key = given.key ?? keyFromName(given.name);
    await requireFree(tx, key);
    if ((await tx.intent.count({ where: { archivedAt: null } })) >= MOST_INTENTS) {
      throw new AppError("conflict", `A workspace has ${MOST_INTENTS} intents at most. Remove one first.`);
    }
    const row = await tx.intent.create({
      data: { ...given, ...wordsIn(given), id: uuidv7(), workspaceId: actor.workspaceId, key },
    });
    await writeAudit(tx, actor, { action: "intent.created", subjectType: "intent", subjectId: row.id });
    return present(tx, row);
  });
  forgetIntents(actor.workspaceId);
  return made;
}

/** Changes what is given. A key that something live names stays. @throws AppError not_found, conflict */
export async function patchIntent(actor: Actor, idOrKey: string, given: PatchIntent): Promise<Intent> {
  authorize(actor, "routing.edit");
  const changed = await transact(actor, async (tx) => {
    const { id, key, learntFrom } = await requireIntent(tx, idOrKey);
    if (given.key !== undefined && given.key !== key) {
      await requireFree(tx, given.key);
      await requireUnnamed(tx, actor.workspaceId, key, "Its key cannot be changed");
    }
    const words = wordsIn(given);
    const data = { ...given, ...words, ...(words.examples && learntStill(learntFrom, words.examples)) };
    const row = await tx.intent.update({ where: { id }, data });
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, { action: "intent.updated", subjectType: "intent", subjectId: id, change });
    return present(tx, row);
  });
  forgetIntents(actor.workspaceId);
  return changed;
}

/**
 * Puts an intent away: conversations keep its key as their past, nothing new is given it.
 * @throws AppError not_found, conflict while a live journey or a rule names it
 */
export async function archiveIntent(actor: Actor, idOrKey: string): Promise<void> {
  authorize(actor, "routing.edit");
  await transact(actor, async (tx) => {
    const { id, key } = await requireIntent(tx, idOrKey);
    await requireUnnamed(tx, actor.workspaceId, key, "It cannot be removed");
    const data = { archivedAt: new Date(), key: freedKey(key, id), learntFrom: {} };
    await tx.intent.update({ where: { id }, data });
    await writeAudit(tx, actor, { action: "intent.archived", subjectType: "intent", subjectId: id });
  });
  forgetIntents(actor.workspaceId);
}

/** The intent of an id or key. @throws AppError not_found */
export async function requireIntent(tx: Transaction, idOrKey: string): Promise<IntentRow> {
  const named = ID.test(idOrKey) ? { id: idOrKey } : { key: idOrKey };
  const row = await tx.intent.findFirst({ where: { ...named, archivedAt: null } });
  if (!row) throw new AppError("not_found", "There is no such intent.");
  return row;
}

async function present(tx: Transaction, row: IntentRow): Promise<Intent> {
  const [intent] = await toIntents(tx, [row]);
  if (!intent) throw new Error(`Intent ${row.id} was not presented`);
  return intent;
}

async function requireFree(tx: Transaction, key: string): Promise<void> {
  if ((await tx.intent.count({ where: { key } })) === 0) return;
  const message = `There is an intent “${key}” already.`;
  const problem = { code: "key_taken", severity: "error" as const, path: "key", message };
  throw new AppError("conflict", message, { problems: [problem] });
}

function wordsIn({ examples, keywords }: PatchIntent): { examples?: string[]; keywords?: string[] } {
  return {
    ...(examples && { examples: withoutRepeats(examples) }),
    ...(keywords && { keywords: withoutRepeats(keywords) }),
  };
}

/** What of it still comes from customers' messages. */
function learntStill(learntFrom: unknown, examples: string[]): { learntFrom: Record<string, string> } {
  const kept = new Set(examples);
  const entries = Object.entries(learntFrom as Record<string, string>);
  return { learntFrom: Object.fromEntries(entries.filter(([, example]) => kept.has(example))) };
}
