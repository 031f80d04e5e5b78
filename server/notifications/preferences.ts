import type { z } from "zod";
import type { NotificationPreferences, patchPreferencesSchema } from "#core/api/collaboration.ts";
import { AppError } from "#core/errors.ts";
import { isRecord } from "#core/json.ts";
import { readPreferences } from "#core/notifications/preferences.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { vapidKeys } from "#server/notifications/vapid-keys.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

/** How the asking person is told of what, beside the studio. */
export async function getPreferences(actor: Actor): Promise<NotificationPreferences> {
  return changePreferences(actor, {});
}

/** Changes some ways of some kinds, and leaves the others. */
export async function changePreferences(
  actor: Actor,
  kinds: z.output<typeof patchPreferencesSchema>["kinds"],
): Promise<NotificationPreferences> {
  if (actor.kind !== "user") {
    throw new AppError("forbidden", "Notifications are for people: sign in to set yours");
  }
  const where = { id: actor.userId };
  return transact(actor, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId}::uuid FOR NO KEY UPDATE`;
    const { preferences } = await tx.user.findUniqueOrThrow({ where });
    const now = readPreferences(preferences);
    const changed = Object.entries(kinds);
    const next = { ...now };
    for (const [kind, ways] of changed) {
      const key = kind as keyof typeof now;
      next[key] = { email: ways?.email ?? now[key].email, push: ways?.push ?? now[key].push };
    }
    if (changed.length > 0) {
      const kept = isRecord(preferences) ? preferences : {};
      const data = { preferences: { ...kept, notifications: next } as unknown as Prisma.InputJsonObject };
      await tx.user.update({ where, data });
    }
    return {
      kinds: next,
      emailAvailable: environment().SMTP_URL !== undefined,
      pushKey: vapidKeys().publicKey,
      browsers: await tx.pushSubscription.count({ where: { userId: actor.userId } }),
    };
  });
}
