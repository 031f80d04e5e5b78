import { seedChannels } from "#prisma/seed/channels.ts";
import { seedJourneys } from "#prisma/seed/journeys.ts";
import { seedLibrary } from "#prisma/seed/library.ts";
import { seedConversations } from "#prisma/seed/past-conversations.ts";
import { seedPeople } from "#prisma/seed/people.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

/**
 * The demo: three lines of business with their people, library, channels, journeys and some weeks of conversations.
 * The set-up is one transaction and the conversations another, each marked as done in the workspace's settings.
 */
export async function seedDemo(workspaceId: string, adminId: string, now: Date): Promise<void> {
  const actor = systemActor(workspaceId, "seed");
  await once(workspaceId, "demoSetUp", async (tx) => {
    await seedLibrary(tx, workspaceId);
    await seedPeople(tx, workspaceId, { adminId, now });
    await seedChannels(tx, workspaceId);
  });
  await seedJourneys(actor);
  await once(workspaceId, "demoConversations", (tx) => seedConversations(tx, workspaceId, { adminId, now }));
}

type Tx = Parameters<Parameters<typeof transact>[1]>[0];

async function once(workspaceId: string, mark: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  await transact(
    { workspaceId },
    async (tx) => {
      // Browsers and workers need not hear of the past, row by row.
      await tx.$executeRaw`SELECT set_config('app.quiet', 'on', true)`;
      const { settings } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
      const marks = settings as Record<string, boolean>;
      if (marks[mark]) return;
      await work(tx);
      await tx.workspace.update({
        where: { id: workspaceId },
        data: { settings: { ...marks, [mark]: true } },
      });
    },
    { timeout: 60_000 },
  );
}
