import type { Presence } from "#prisma/generated/client.ts";
import { type Actor, systemActor, type UserActor } from "#server/access/actor.ts";
import { STALE_AFTER, watchPresence, writePresence } from "#server/access/presence-row.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { armDeadline } from "#server/relay/arm-deadline.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { takeWorkOff } from "#server/routing/take-work-off.ts";

/** Signs that come closer together than this are one, in milliseconds. */
const GRAIN = 10_000;

/**
 * An open studio says that its person is there. Who was taken to be offline for want of it is as before again; who
 * never said how they are stays unsaid.
 */
export async function noteSignOfLife(actor: Actor): Promise<void> {
  if (actor.kind !== "user") return;
  const isBack = await transact(actor, async (tx) => {
    const presence = await tx.presence.findUnique({ where: { userId: actor.userId } });
    return presence ? keepAlive(tx, actor, presence) : false;
  });
  if (isBack) await drainQueues(actor.workspaceId);
}

/** Whether they are online again by it. */
async function keepAlive(
  tx: Transaction,
  actor: UserActor,
  { userId, status, resumesAs, lastSeenAt }: Presence,
): Promise<boolean> {
  const now = new Date();
  if (status === "offline") {
    if (!resumesAs) return false;
    await writePresence(tx, actor, { userId, status: resumesAs, reason: null, lastSeenAt: now });
    return resumesAs === "online";
  }
  if (lastSeenAt && now.getTime() - lastSeenAt.getTime() < GRAIN) return false;
  await tx.presence.update({ where: { userId }, data: { lastSeenAt: now } });
  await watchPresence(tx, actor.workspaceId, userId, now);
  return false;
}

/**
 * Somebody may have given no sign of life for too long: then they are offline. A process that has only just come up
 * leaves open studios the time to find it again.
 */
export async function presenceFellDue(
  workspaceId: string,
  userId: string,
  upSince = Date.now() - process.uptime() * 1000,
): Promise<void> {
  const actor = systemActor(workspaceId, "presence");
  const isGone = await transact(actor, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM presence WHERE user_id = ${userId}::uuid FOR UPDATE`;
    const presence = await tx.presence.findUnique({ where: { userId } });
    if (!presence?.lastSeenAt || presence.status === "offline") return false;
    const dueAt = new Date(Math.max(presence.lastSeenAt.getTime(), upSince) + STALE_AFTER);
    if (dueAt.getTime() > Date.now()) {
      const key = `presence:${userId}`;
      await armDeadline(tx, { workspaceId, kind: "presence", key, dueAt, subjectId: userId });
      return false;
    }
    const { status: resumesAs, lastSeenAt } = presence;
    const reason = "No sign of life";
    await writePresence(tx, actor, { userId, status: "offline", reason, lastSeenAt, resumesAs });
    return true;
  });
  if (isGone) await takeWorkOff(workspaceId, userId);
}
