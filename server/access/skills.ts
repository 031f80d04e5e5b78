import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { createSkillSchema, patchSkillSchema, Skill } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const include = { _count: { select: { users: true } } } satisfies Prisma.SkillInclude;

function toSkill(row: Prisma.SkillGetPayload<{ include: typeof include }>): Skill {
  const { id, key, name, createdAt, _count } = row;
  return { id, key, name, users: _count.users, createdAt: createdAt.toISOString() };
}

export async function listSkills(actor: Actor, query: PageQuery): Promise<Page<Skill>> {
  authorize(actor, "people.view");
  const rows = await transact(actor, (tx) => tx.skill.findMany({ ...idPage(query, "asc"), include }));
  return toIdPage(query, rows, toSkill);
}

export async function getSkill(actor: Actor, id: string): Promise<Skill> {
  authorize(actor, "people.view");
  const row = await transact(actor, (tx) => tx.skill.findFirst({ where: { id }, include }));
  if (!row) throw new AppError("not_found", "There is no such skill.");
  return toSkill(row);
}

export async function createSkill(actor: Actor, given: z.output<typeof createSkillSchema>): Promise<Skill> {
  authorize(actor, "people.edit");
  const id = uuidv7();
  const { name, key = keyFromName(name) } = given;
  await transact(actor, async (tx) => {
    await tx.skill.create({ data: { id, workspaceId: actor.workspaceId, key, name } });
    await writeAudit(tx, actor, { action: "skill.created", subjectType: "skill", subjectId: id });
  });
  return getSkill(actor, id);
}

export async function patchSkill(
  actor: Actor,
  id: string,
  given: z.output<typeof patchSkillSchema>,
): Promise<Skill> {
  authorize(actor, "people.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.skill.updateMany({ where: { id }, data: given });
    if (count === 0) throw new AppError("not_found", "There is no such skill.");
    await writeAudit(tx, actor, { action: "skill.updated", subjectType: "skill", subjectId: id });
  });
  return getSkill(actor, id);
}

export async function deleteSkill(actor: Actor, id: string): Promise<void> {
  authorize(actor, "people.edit");
  await transact(actor, async (tx) => {
    const { count } = await tx.skill.deleteMany({ where: { id } });
    if (count === 0) throw new AppError("not_found", "There is no such skill.");
    await writeAudit(tx, actor, { action: "skill.deleted", subjectType: "skill", subjectId: id });
  });
}
