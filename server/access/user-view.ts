import type { User } from "#core/api/people.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

export const userInclude = {
  presence: true,
  teams: {
    include: { team: { select: { id: true, key: true, name: true } } },
    where: { team: { archivedAt: null } },
  },
  skills: { select: { skillId: true, level: true } },
} satisfies Prisma.UserInclude;

export type UserRow = Prisma.UserGetPayload<{ include: typeof userInclude }>;

/** Users as the API shows them, with how many open conversations each has and whether they are away. Never the hash. */
export async function toUsers(tx: Transaction, rows: UserRow[]): Promise<User[]> {
  const ids = rows.map((row) => row.id);
  const open = await tx.conversation.groupBy({
    by: ["assigneeId"],
    where: {
      assigneeId: { in: ids },
      resolvedAt: null,
      status: { in: ["new", "in_progress"] },
      mergedIntoId: null,
    },
    _count: true,
  });
  const openBy = new Map(open.map((group) => [group.assigneeId, group._count]));
  const now = new Date();
  const leaves = await tx.leave.findMany({
    where: { userId: { in: ids }, startsAt: { lte: now }, endsAt: { gt: now } },
    orderBy: { endsAt: "asc" },
  });
  const awayUntil = new Map(leaves.map((leave) => [leave.userId, leave.endsAt.toISOString()]));
  const skillIds = [...new Set(rows.flatMap((row) => row.skills.map((skill) => skill.skillId)))];
  const skills = await tx.skill.findMany({ where: { id: { in: skillIds } } });
  const skillBy = new Map(skills.map((skill) => [skill.id, skill]));
  return rows.map((row) => ({
    ...fieldsOf(row),
    awayUntil: awayUntil.get(row.id) ?? null,
    teams: row.teams.map(({ team, isLead }) => ({ ...team, isLead })),
    skills: row.skills.flatMap(({ skillId, level }) => {
      const skill = skillBy.get(skillId);
      return skill ? [{ key: skill.key, name: skill.name, level }] : [];
    }),
    openConversations: openBy.get(row.id) ?? 0,
  }));
}

function fieldsOf(row: UserRow): Omit<User, "awayUntil" | "teams" | "skills" | "openConversations"> {
  const { presence } = row;
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    visibility: row.visibility,
    avatarUrl: row.avatarUrl,
    locale: row.locale,
    timezone: row.timezone,
    capacity: row.capacity as Record<string, number>,
    languages: row.languages,
    presence: {
      status: presence?.status ?? "offline",
      reason: presence?.reason ?? null,
      since: presence?.since.toISOString() ?? null,
    },
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
