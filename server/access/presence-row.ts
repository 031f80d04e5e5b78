import { uuidv7 } from "uuidv7";
import type { PresenceStatus } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armOfflineWork } from "#server/routing/offline-policies.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";

/** Whoever gives no sign of life for so long is offline, in milliseconds. */
export const STALE_AFTER = 60_000;

export interface PresenceChange {
  userId: string;
  status: PresenceStatus;
  reason: string | null;
  /** Null: nobody's studio is watched for it. */
  lastSeenAt: Date | null;
  /** What the next sign of life brings back. */
  resumesAs?: PresenceStatus;
}

/**
 * Writes how somebody is now, with its event where that changed, and promises what follows from it: the queues drain
 * to them, or their work is taken off them. Returns since when they are so.
 */
export async function writePresence(
  tx: Transaction,
  actor: Actor,
  { userId, status, reason, lastSeenAt, resumesAs }: PresenceChange,
): Promise<Date> {
  const { workspaceId } = actor;
  const now = new Date();
  const before = await tx.presence.findUnique({ where: { userId } });
  const from = before?.status ?? "offline";
  const since = before && from === status ? before.since : now;
  const fields = { status, reason, since, lastSeenAt, resumesAs: resumesAs ?? null };
  await tx.presence.upsert({ where: { userId }, create: { ...fields, userId, workspaceId }, update: fields });
  if (lastSeenAt && status !== "offline") await watchPresence(tx, workspaceId, userId, lastSeenAt);
  if (from === status) return since;
  const data = { from, to: status, ...(reason ? { reason } : {}) };
  await appendEvent(tx, { type: "presence.changed", actor, userId, data });
  if (status === "online") await promiseDrain(tx, workspaceId, userId);
  if (status === "offline") await armOfflineWork(tx, { workspaceId, userId, since });
  return since;
}

/** Arms the moment at which somebody's sign of life will be stale, unless one is armed: that one looks for later signs itself. */
export async function watchPresence(
  tx: Transaction,
  workspaceId: string,
  userId: string,
  seenAt: Date,
): Promise<void> {
  const dueAt = new Date(seenAt.getTime() + STALE_AFTER);
  await tx.$executeRaw`
    INSERT INTO deadlines (id, workspace_id, kind, key, due_at, status, subject_id)
    VALUES (${uuidv7()}::uuid, ${workspaceId}::uuid, 'presence', ${`presence:${userId}`}, ${dueAt}, 'pending',
      ${userId}::uuid)
    ON CONFLICT (workspace_id, key) DO UPDATE
      SET due_at = excluded.due_at, status = 'pending', claimed_until = NULL, attempts = 0
      WHERE deadlines.status <> 'pending'`;
}
