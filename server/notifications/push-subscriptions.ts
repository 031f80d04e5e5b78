import { createHash } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { type PushSubscription, pushSubscriptionSchema } from "#core/api/collaboration.ts";
import { AppError } from "#core/errors.ts";
import type { Actor, UserActor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { openJson, sealJson } from "#server/platform/secrets.ts";

/** More browsers than anybody has; the oldest gives way. */
const MOST = 20;

/** Tells this browser of the asking person's notifications from now on, and of nobody else's. */
export async function subscribeBrowser(actor: Actor, subscription: PushSubscription): Promise<void> {
  const { workspaceId, userId } = requirePerson(actor);
  const digest = digestOf(subscription.endpoint);
  const sealed = sealJson(subscription, digest);
  await transact(actor, async (tx) => {
    await tx.pushSubscription.upsert({
      where: { workspaceId_digest: { workspaceId, digest } },
      create: { id: uuidv7(), workspaceId, userId, digest, sealed },
      update: { userId, sealed },
    });
    const beyond = await tx.pushSubscription.findMany({
      where: { userId },
      orderBy: { createdAt: "desc" },
      skip: MOST,
    });
    await tx.pushSubscription.deleteMany({ where: { id: { in: beyond.map(({ id }) => id) } } });
  });
}

/** Tells this browser no more. One that was never told stays so. */
export async function unsubscribeBrowser(actor: Actor, endpoint: string): Promise<void> {
  const { userId } = requirePerson(actor);
  const where = { digest: digestOf(endpoint), userId };
  await transact(actor, (tx) => tx.pushSubscription.deleteMany({ where }));
}

/** The browsers of somebody, opened. */
export async function browsersOf(
  tx: Transaction,
  userId: string,
): Promise<{ id: string; subscription: PushSubscription }[]> {
  const rows = await tx.pushSubscription.findMany({ where: { userId } });
  return rows.map(({ id, digest, sealed }) => ({
    id,
    subscription: pushSubscriptionSchema.parse(openJson(sealed, digest)),
  }));
}

function requirePerson(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  throw new AppError("forbidden", "Notifications are for people: sign in to set yours");
}

function digestOf(endpoint: string): string {
  return createHash("sha256").update(endpoint).digest("hex");
}
