import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { createTeamSchema, patchTeamSchema, Team } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { freedKey } from "#core/freed-key.ts";
import { keyFromName } from "#core/journey/names.ts";
import { offlinePolicySchema } from "#core/routing/offline-policy.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireHoursId, requireUserId } from "#server/platform/require-rows.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";

const include = {
  businessHours: { select: { key: true } },
  overflowTeam: { select: { key: true, archivedAt: true } },
  members: {
    include: {
      user: { select: { id: true, name: true, email: true, presence: { select: { status: true } } } },
    },
    where: { user: { deactivatedAt: null } },
    orderBy: { userId: "asc" },
  },
} satisfies Prisma.TeamInclude;

function toTeam(row: Prisma.TeamGetPayload<{ include: typeof include }>): Team {
  const { id, key, name, description, businessHours, members, createdAt } = row;
  const { overflowTeam, overflowAfter } = row;
  const policy = offlinePolicySchema.safeParse(row.whenOffline);
  return {
    id,
    key,
    name,
    description,
    businessHours: businessHours?.key ?? null,
    overflow:
      overflowTeam && !overflowTeam.archivedAt && overflowAfter
        ? { team: overflowTeam.key, after: overflowAfter }
        : null,
    strategy: RULE_STRATEGIES.find((each) => each === row.strategy) ?? null,
    whenOffline: policy.success ? policy.data : null,
    members: members.map(({ user: { presence, ...user }, isLead }) => ({
      ...user,
      isLead,
      presence: presence?.status ?? "offline",
    })),
    createdAt: createdAt.toISOString(),
  };
}

export async function listTeams(actor: Actor, query: PageQuery): Promise<Page<Team>> {
  authorize(actor, "people.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, (tx) =>
    tx.team.findMany({ ...page, where: { ...where, archivedAt: null }, include }),
  );
  return toIdPage(query, rows, toTeam);
}

export async function getTeam(actor: Actor, id: string): Promise<Team> {
  authorize(actor, "people.view");
  const row = await transact(actor, (tx) => tx.team.findFirst({ where: { id, archivedAt: null }, include }));
  if (!row) throw new AppError("not_found", "There is no such team.");
  return toTeam(row);
}

type Given = z.output<typeof patchTeamSchema>;

export async function createTeam(actor: Actor, given: z.output<typeof createTeamSchema>): Promise<Team> {
  authorize(actor, "people.edit");
  const id = uuidv7();
  const { workspaceId } = actor;
  await transact(actor, async (tx) => {
    const { key = keyFromName(given.name), name } = given;
    await tx.team.create({ data: { ...(await fieldsOf(tx, given, id)), id, workspaceId, key, name } });
    await replaceMembers(tx, workspaceId, id, given.members);
    await writeAudit(tx, actor, { action: "team.created", subjectType: "team", subjectId: id });
  });
  return getTeam(actor, id);
}

/** Members that are given replace those there are. */
export async function patchTeam(actor: Actor, id: string, given: Given): Promise<Team> {
  authorize(actor, "people.edit");
  await transact(actor, async (tx) => {
    const data = { ...(await fieldsOf(tx, given, id)), key: given.key, name: given.name };
    const { count } = await tx.team.updateMany({ where: { id, archivedAt: null }, data });
    if (count === 0) throw new AppError("not_found", "There is no such team.");
    await replaceMembers(tx, actor.workspaceId, id, given.members);
    // Others may take what waits for it now.
    await promiseDrain(tx, actor.workspaceId, id);
    const change = { fields: Object.keys(given) };
    await writeAudit(tx, actor, { action: "team.updated", subjectType: "team", subjectId: id, change });
  });
  return getTeam(actor, id);
}

/** Puts a team away: conversations keep its name, nothing new goes to it. Its key becomes free. */
export async function archiveTeam(actor: Actor, id: string): Promise<void> {
  authorize(actor, "people.edit");
  await transact(actor, async (tx) => {
    const team = await tx.team.findFirst({ where: { id, archivedAt: null } });
    if (!team) throw new AppError("not_found", "There is no such team.");
    const key = freedKey(team.key, id);
    await tx.team.update({ where: { id }, data: { archivedAt: new Date(), key } });
    await tx.teamMember.deleteMany({ where: { teamId: id } });
    await writeAudit(tx, actor, { action: "team.archived", subjectType: "team", subjectId: id });
  });
}

async function fieldsOf(tx: Transaction, given: Given, id: string) {
  const { description, businessHours, overflow, strategy, whenOffline } = given;
  const businessHoursId = businessHours == null ? businessHours : await requireHoursId(tx, businessHours);
  return {
    description,
    businessHoursId,
    strategy,
    ...(overflow !== undefined && (await overflowOf(tx, overflow, id))),
    ...(whenOffline !== undefined && { whenOffline: whenOffline ?? Prisma.DbNull }),
  };
}

async function overflowOf(tx: Transaction, overflow: NonNullable<Given["overflow"]> | null, id: string) {
  if (!overflow) return { overflowTeamId: null, overflowAfter: null };
  const team = await tx.team.findFirst({ where: { key: overflow.team, archivedAt: null } });
  if (!team) throw new AppError("invalid_input", `overflow.team: there is no team “${overflow.team}”.`);
  if (team.id === id)
    throw new AppError("invalid_input", "overflow.team: choose another team than this one.");
  return { overflowTeamId: team.id, overflowAfter: overflow.after };
}

async function replaceMembers(
  tx: Transaction,
  workspaceId: string,
  teamId: string,
  members: Given["members"],
): Promise<void> {
  if (!members) return;
  const isLeadById = new Map<string, boolean>();
  for (const { user, isLead } of members) isLeadById.set(await requireUserId(tx, user), isLead);
  await tx.teamMember.deleteMany({ where: { teamId } });
  const data = [...isLeadById].map(([userId, isLead]) => ({ workspaceId, teamId, userId, isLead }));
  await tx.teamMember.createMany({ data });
}
