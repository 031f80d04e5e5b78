import type { Viewer } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { PERMISSIONS } from "#core/permissions/roles.ts";
import { type Actor, can } from "#server/access/actor.ts";
import { toUsers, userInclude } from "#server/access/user-view.ts";
import { transact } from "#server/platform/database.ts";

/** Who asks and what they may do. */
export async function readViewer(actor: Exclude<Actor, { kind: "system" }>): Promise<Viewer> {
  return transact(actor, async (tx) => {
    const workspace = await tx.workspace.findUnique({ where: { id: actor.workspaceId } });
    if (!workspace) throw new AppError("not_found", "There is no such workspace.");
    const rows =
      actor.kind === "user"
        ? await tx.user.findMany({ where: { id: actor.userId }, include: userInclude })
        : [];
    const [user] = await toUsers(tx, rows);
    const { id, slug, name, timezone, locale, sendingHaltedAt } = workspace;
    return {
      kind: actor.kind,
      user: user ?? null,
      role: actor.role,
      permissions: PERMISSIONS.filter((permission) => can(actor, permission)),
      workspace: {
        id,
        slug,
        name,
        timezone,
        locale,
        sendingHaltedAt: sendingHaltedAt?.toISOString() ?? null,
      },
    };
  });
}
