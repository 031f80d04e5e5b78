import { seedAccounts } from "#prisma/demo/seed-accounts.ts";
import { seedJourneys } from "#prisma/demo/seed-journeys.ts";
import { seedHours, seedLibrary, seedRouting } from "#prisma/demo/seed-library.ts";
import { seedPeople } from "#prisma/demo/seed-people.ts";
import { seedTraffic } from "#prisma/demo/seed-traffic.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const DAY = 86_400_000;

/** Fills the workspace with the demo. Each part is written whole or not at all, and only where it is missing. */
export async function seedDemo(actor: SystemActor, now: Date): Promise<void> {
  await transact(actor, (tx) => seedSetUp(tx, actor, now));
  await seedAccounts(actor);
  await seedJourneys(actor);
  await transact(actor, (tx) => seedTraffic(tx, actor.workspaceId, now), { timeout: 60_000 });
}

/** People and what they work with, from before the first conversation. */
async function seedSetUp(tx: Transaction, { workspaceId }: SystemActor, now: Date): Promise<void> {
  if ((await tx.team.count()) > 0) return;
  const { timezone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const before = new Date(now.getTime() - 90 * DAY);
  const businessHoursId = await seedHours(tx, workspaceId, timezone, now);
  await seedPeople(tx, workspaceId, businessHoursId, before);
  await seedLibrary(tx, workspaceId, before);
  await seedRouting(tx, workspaceId, businessHoursId, before);
}
