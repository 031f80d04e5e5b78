import { type BulkPlan, bulkSeed } from "#prisma/bulk/bulk-seed.ts";
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

/** The demo, where it is not there yet, and many more conversations in its workspace. */
export async function seedMany(
  ownerUrl: string,
  plan: Pick<BulkPlan, "conversations" | "messages" | "tell">,
): Promise<void> {
  try {
    const { ADMIN_EMAIL = "admin@example.com", ADMIN_PASSWORD, ADMIN_API_KEY } = environment();
    const now = new Date();
    plan.tell("The demo workspace");
    const { workspaceId } = await seedDatabase({
      admin: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD },
      apiKey: ADMIN_API_KEY,
      demo: true,
      now,
    });
    const begun = performance.now();
    await bulkSeed(ownerUrl, { ...plan, workspaceId, now });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    plan.tell(`${plan.conversations} conversations with about ${plan.messages} messages in ${seconds} s`);
  } finally {
    await closeDatabase();
  }
}
