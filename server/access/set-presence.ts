import type { z } from "zod";
import type { Presence, setPresenceSchema } from "#core/api/people.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { transact } from "#server/platform/database.ts";
import { presenceChanged } from "#server/routing/presence-changed.ts";

/**
 * Says how someone is: oneself, or with `conversations.manage` somebody else. Each change is an event, from which the
 * time online, busy and away is computed.
 */
export async function setPresence(
  actor: Actor,
  userId: string,
  { status, reason = null }: z.output<typeof setPresenceSchema>,
): Promise<Presence> {
  const isSelf = actor.kind === "user" && actor.userId === userId;
  if (!isSelf) authorize(actor, "conversations.manage");
  const { workspaceId } = actor;
  const presence = await transact(actor, async (tx) => {
    const user = await tx.user.findFirst({
      where: { id: userId, deactivatedAt: null },
      include: { presence: true },
    });
    if (!user) throw new AppError("not_found", "There is no such user.");
    const now = new Date();
    const from = user.presence?.status ?? "offline";
    const since = user.presence && from === status ? user.presence.since : now;
    const fields = { status, reason, since, lastSeenAt: now };
    await tx.presence.upsert({
      where: { userId },
      create: { ...fields, userId, workspaceId },
      update: fields,
    });
    if (from !== status) {
      const data = { from, to: status, ...(reason ? { reason } : {}) };
      await appendEvent(tx, { type: "presence.changed", actor, userId, data });
    }
    return { status, reason, since: since.toISOString() };
  });
  await presenceChanged(workspaceId, userId, status);
  return presence;
}
