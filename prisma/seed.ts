// Fills an empty database with a workspace and its admin, and unless SEED_DEMO=0 with the demo. Safe to run again:
// what is there stays, what a killed run left out is added.
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

try {
  const { ADMIN_EMAIL = "admin@example.com", ADMIN_PASSWORD, ADMIN_API_KEY, SEED_DEMO } = environment();
  await seedDatabase({
    admin: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD },
    apiKey: ADMIN_API_KEY,
    demo: SEED_DEMO,
    now: new Date(),
  });
} finally {
  await closeDatabase();
}
