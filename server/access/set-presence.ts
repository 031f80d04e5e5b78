import type { z } from "zod";
import type { Presence, setPresenceSchema } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writePresence } from "#server/access/presence-row.ts";
import { transact } from "#server/platform/database.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { takeWorkOff } from "#server/routing/take-work-off.ts";

/**
 * Says how someone is: oneself, or with `conversations.manage` somebody else. Each change is an event, from which the
 * time online, busy and away is computed. What people say of themselves holds while their studio is open; what a
 * program or somebody else says holds until it is changed.
 */
export async function setPresence(
  actor: Actor,
  userId: string,
  { status, reason = null }: z.output<typeof setPresenceSchema>,
): Promise<Presence> {
  const isSelf = actor.kind === "user" && actor.userId === userId;
  if (!isSelf) authorize(actor, "conversations.manage");
  const since = await transact(actor, async (tx) => {
    const user = await tx.user.findFirst({ where: { id: userId, deactivatedAt: null } });
    if (!user) throw new AppError("not_found", "There is no such user.");
    const lastSeenAt = isSelf ? new Date() : null;
    return writePresence(tx, actor, { userId, status, reason, lastSeenAt });
  });
  if (status === "online") await drainQueues(actor.workspaceId);
  if (status === "offline") await takeWorkOff(actor.workspaceId, userId);
  return { status, reason, since: since.toISOString() };
}
