import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import {
  type createMacroSchema,
  type Macro,
  macroActionSchema,
  type patchMacroSchema,
} from "#core/api/macros.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireTeamId } from "#server/platform/require-rows.ts";

const include = { team: { select: { key: true } } } satisfies Prisma.MacroInclude;

function toMacro(row: Prisma.MacroGetPayload<{ include: typeof include }>): Macro {
  const { id, key, name, shortcut, team } = row;
  return {
    id,
    key,
    name,
    shortcut,
    actions: macroActionSchema.array().parse(row.actions),
    team: team?.key ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export async function listMacros(actor: Actor, query: PageQuery): Promise<Page<Macro>> {
  authorize(actor, "conversations.view");
  const rows = await transact(actor, (tx) => tx.macro.findMany({ ...idPage(query, "asc"), include }));
  return toIdPage(query, rows, toMacro);
}

export async function getMacro(actor: Actor, id: string): Promise<Macro> {
  authorize(actor, "conversations.view");
  const row = await transact(actor, (tx) => tx.macro.findFirst({ where: { id }, include }));
  if (!row) throw noSuchMacro();
  return toMacro(row);
}

/** The macro of a key, to be run. @throws AppError not_found */
export async function macroOfKey(tx: Transaction, key: string): Promise<Macro> {
  const row = await tx.macro.findFirst({ where: { key }, include });
  if (!row) throw noSuchMacro();
  return toMacro(row);
}

/** @throws AppError already_exists where the key or the shortcut is taken */
export async function createMacro(actor: Actor, given: z.output<typeof createMacroSchema>): Promise<Macro> {
  authorize(actor, "content.edit");
  const id = uuidv7();
  const { workspaceId } = actor;
  const { name, actions, key = keyFromName(name) } = given;
  await transact(actor, async (tx) => {
    await requireFree(tx, id, { key, shortcut: given.shortcut });
    const createdById = actor.kind === "user" ? actorId(actor) : null;
    const fields = { ...(await fieldsOf(tx, given)), name, key, actions, createdById };
    await tx.macro.create({ data: { ...fields, id, workspaceId } });
    await writeAudit(tx, actor, { action: "macro.created", subjectType: "macro", subjectId: id });
  });
  return getMacro(actor, id);
}

type Patch = z.output<typeof patchMacroSchema>;

export async function patchMacro(actor: Actor, id: string, given: Patch): Promise<Macro> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    await requireFree(tx, id, given);
    const { count } = await tx.macro.updateMany({ where: { id }, data: await fieldsOf(tx, given) });
    if (count === 0) throw noSuchMacro();
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, { action: "macro.updated", subjectType: "macro", subjectId: id, change });
  });
  return getMacro(actor, id);
}

export async function deleteMacro(actor: Actor, id: string): Promise<void> {
  authorize(actor, "content.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.macro.deleteMany({ where: { id } });
    if (count === 0) throw noSuchMacro();
    await writeAudit(tx, actor, { action: "macro.deleted", subjectType: "macro", subjectId: id });
  });
}

async function fieldsOf(tx: Transaction, { key, name, shortcut, actions, team }: Patch) {
  return { key, name, shortcut, actions, teamId: team == null ? team : await requireTeamId(tx, team) };
}

async function requireFree(tx: Transaction, id: string, { key, shortcut }: Pick<Patch, "key" | "shortcut">) {
  for (const [field, value] of Object.entries({ key, shortcut })) {
    if (value == null) continue;
    const taken = await tx.macro.findFirst({ where: { [field]: value, id: { not: id } } });
    if (taken) throw new AppError("already_exists", `${field}: “${value}” is the ${field} of ${taken.name}.`);
  }
}

function noSuchMacro(): AppError {
  return new AppError("not_found", "There is no such macro.");
}
