import type { UserActor } from "#server/access/actor.ts";
import type { SessionToken } from "#server/access/session-token.ts";
import { transact } from "#server/platform/database.ts";

/** Milliseconds for which a change of role or a deactivation may go unnoticed by another process. */
const FRESH = 3_000;
const MOST_KNOWN = 5_000;

interface Known {
  until: number;
  actor: UserActor | null;
  sessionEpoch: number;
}

const known = new Map<string, Known>();

/** The person a session stands for, with today's role and teams; null once deactivated or signed out everywhere. */
export async function actorOfSession(token: SessionToken): Promise<UserActor | null> {
  const kept = known.get(token.userId);
  const { actor, sessionEpoch } = kept && kept.until > Date.now() ? kept : await read(token);
  return actor?.workspaceId === token.workspaceId && sessionEpoch === token.sessionEpoch ? actor : null;
}

/** Makes this process read the user anew at the next request. */
export function forgetSessionActor(userId: string): void {
  known.delete(userId);
}

async function read({ userId, workspaceId }: SessionToken): Promise<Known> {
  const user = await transact({ workspaceId }, (tx) =>
    tx.user.findFirst({
      where: { id: userId, deactivatedAt: null },
      select: { role: true, visibility: true, sessionEpoch: true, teams: { select: { teamId: true } } },
    }),
  );
  const actor: UserActor | null = user && {
    kind: "user",
    workspaceId,
    userId,
    role: user.role,
    visibility: user.visibility,
    teamIds: user.teams.map((member) => member.teamId),
  };
  const fresh = { until: Date.now() + FRESH, actor, sessionEpoch: user?.sessionEpoch ?? -1 };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(userId, fresh);
  return fresh;
}
