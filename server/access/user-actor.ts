import type { UserActor } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";

/** A person as an actor, with today's role and teams; null once deactivated. For what is done later in their name. */
export async function readUserActor(
  tx: Transaction,
  workspaceId: string,
  userId: string,
): Promise<UserActor | null> {
  const user = await tx.user.findFirst({
    where: { id: userId, deactivatedAt: null },
    select: { role: true, visibility: true, teams: { select: { teamId: true } } },
  });
  if (!user) return null;
  const teamIds = user.teams.map(({ teamId }) => teamId);
  return { kind: "user", workspaceId, userId, role: user.role, visibility: user.visibility, teamIds };
}
