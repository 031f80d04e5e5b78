import type { Role } from "#core/permissions/roles.ts";
import { currentActor } from "#server/access/session.ts";
import { transact } from "#server/platform/database.ts";

export interface CurrentViewer {
  id: string;
  name: string;
  email: string;
  role: Role;
  workspace: { id: string; name: string };
}

/** Who is signed in, for the studio's frame; null when nobody is. */
export async function currentViewer(): Promise<CurrentViewer | null> {
  const actor = await currentActor();
  if (!actor) return null;
  const user = await transact(actor, (tx) =>
    tx.user.findUnique({ where: { id: actor.userId }, include: { workspace: true } }),
  );
  if (!user) return null;
  const { id, name, email, role, workspace } = user;
  return { id, name, email, role, workspace: { id: workspace.id, name: workspace.name } };
}
