import { uuidv7 } from "uuidv7";
import type { NotificationKind } from "#core/api/collaboration.ts";
import { readPreferences } from "#core/notifications/preferences.ts";
import type { Transaction } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

export interface Telling {
  workspaceId: string;
  userIds: string[];
  kind: NotificationKind;
  text: string;
  contactId: string | null;
  conversationId: string | null;
  run?: { runId: string; effectKey: string };
}

/**
 * Tells people something in the studio, and promises e-mail and push to those who want them for this kind. Told again
 * under the same effect key, nobody hears it twice.
 */
export async function tellPeople(tx: Transaction, { userIds, run, ...telling }: Telling): Promise<void> {
  if (userIds.length === 0) return;
  const made = await tx.notification.createManyAndReturn({
    data: [...new Set(userIds)].map((userId) => ({ id: uuidv7(), userId, ...telling, ...run })),
    skipDuplicates: true,
    select: { id: true, userId: true },
  });
  const people = await tx.user.findMany({
    where: { id: { in: made.map(({ userId }) => userId) }, deactivatedAt: null },
    select: { id: true, preferences: true, _count: { select: { pushSubscriptions: true } } },
  });
  const { workspaceId, kind } = telling;
  for (const { id: notificationId, userId } of made) {
    const person = people.find(({ id }) => id === userId);
    if (!person) continue;
    const ways = readPreferences(person.preferences)[kind];
    const promise = { workspaceId, orderingKey: notificationId, payload: { notificationId } };
    if (ways.email && environment().SMTP_URL) {
      await writeOutbox(tx, { ...promise, topic: "notification.email" });
    }
    if (ways.push && person._count.pushSubscriptions > 0) {
      await writeOutbox(tx, { ...promise, topic: "notification.push" });
    }
  }
}
