import type { z } from "zod";
import type { Page } from "#core/api/page.ts";
import type { User, usersQuerySchema } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { toUsers, userInclude } from "#server/access/user-view.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** People of the workspace, the first to join first; deactivated ones only when asked for. */
export async function listUsers(actor: Actor, query: z.output<typeof usersQuerySchema>): Promise<Page<User>> {
  authorize(actor, "people.view");
  const { where, ...page } = idPage(query, "asc");
  const { team, q } = query;
  return transact(actor, async (tx) => {
    const rows = await tx.user.findMany({
      ...page,
      where: {
        ...where,
        deactivatedAt: query.deactivated ? { not: null } : null,
        ...(query.role?.length ? { role: { in: query.role } } : {}),
        ...(team ? { teams: { some: { team: ID.test(team) ? { id: team } : { key: team } } } } : {}),
        ...(q
          ? {
              OR: [{ name: { contains: q, mode: "insensitive" } }, { email: { contains: q.toLowerCase() } }],
            }
          : {}),
      },
      include: userInclude,
    });
    const { nextCursor } = toIdPage(query, rows, (row) => row.id);
    return { data: await toUsers(tx, rows.slice(0, query.limit)), nextCursor };
  });
}

/** One person. @throws AppError `not_found` */
export async function getUser(actor: Actor, id: string): Promise<User> {
  authorize(actor, "people.view");
  return transact(actor, async (tx) => {
    const row = await tx.user.findFirst({ where: { id }, include: userInclude });
    const [user] = row ? await toUsers(tx, [row]) : [];
    if (!user) throw new AppError("not_found", "There is no such user.");
    return user;
  });
}
