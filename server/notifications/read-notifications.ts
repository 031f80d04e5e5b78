import type { z } from "zod";
import type {
  Notification,
  Notifications,
  notificationsQuerySchema,
  readNotificationsSchema,
} from "#core/api/notifications.ts";
import { AppError } from "#core/errors.ts";
import { isNotificationKind } from "#core/notifications/preferences.ts";
import type { Notification as Row } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

/** What somebody is to know of, the latest first, with how much of it is unread. Programs are told nothing. */
export async function listNotifications(
  actor: Actor,
  query: z.output<typeof notificationsQuerySchema>,
): Promise<Notifications> {
  if (actor.kind !== "user") return { data: [], nextCursor: null, unread: 0 };
  const { userId } = actor;
  const { where, ...page } = idPage(query, "desc");
  const wanted = query.unread === undefined ? {} : { readAt: query.unread ? null : { not: null } };
  return transact(actor, async (tx) => {
    const rows = await tx.notification.findMany({ ...page, where: { AND: [where, { userId }, wanted] } });
    const unread = await tx.notification.count({ where: { userId, readAt: null } });
    return { ...toIdPage(query, rows, toNotification), unread };
  });
}

/** Marks one's notifications as read. Those of others stay as they are. */
export async function readNotifications(
  actor: Actor,
  { ids }: z.output<typeof readNotificationsSchema>,
): Promise<{ unread: number }> {
  if (actor.kind !== "user") {
    throw new AppError("forbidden", "Notifications are for people: sign in to read yours");
  }
  const { userId } = actor;
  return transact(actor, async (tx) => {
    const where = { userId, readAt: null, ...(ids ? { id: { in: ids } } : {}) };
    await tx.notification.updateMany({ where, data: { readAt: new Date() } });
    return { unread: await tx.notification.count({ where: { userId, readAt: null } }) };
  });
}

function toNotification({ readAt, createdAt, ...row }: Row): Notification {
  const { id, text, contactId, conversationId, runId } = row;
  const kind = isNotificationKind(row.kind) ? row.kind : "notice";
  const times = { readAt: readAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
  return { id, kind, text, contactId, conversationId, runId, ...times };
}
