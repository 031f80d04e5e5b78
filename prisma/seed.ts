// Fills a database at its first start: a workspace with its admin and, unless SEED_DEMO=0, a workspace's worth of
// people, conversations and journeys. Can be broken off at any point and run again; what is there stays as it is.

import { seedDemo } from "#prisma/seed/demo.ts";
import { seedWorkspace } from "#prisma/seed/workspace.ts";
import { closeDatabase } from "#server/platform/database.ts";
import { readSettings } from "#server/platform/env.ts";

const settings = readSettings();
try {
  const started = Date.now();
  const { workspaceId, adminId, created } = await seedWorkspace(settings);
  if (settings.SEED_DEMO) await seedDemo(workspaceId, adminId, new Date());
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${created ? "Made" : "Found"} the workspace and filled it in ${seconds} s`);
} finally {
  await closeDatabase();
}
