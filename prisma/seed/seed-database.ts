import { seedDemo } from "#prisma/demo/seed-demo.ts";
import { ensureAdmin } from "#prisma/seed/ensure-admin.ts";
import { ensureWorkspace } from "#prisma/seed/ensure-workspace.ts";
import { systemActor } from "#server/access/actor.ts";
import { createApiKey, hashApiKey } from "#server/access/api-keys.ts";
import { findApiKey } from "#server/platform/cross-workspace.ts";

export interface Seed {
  admin: { email: string; password: string | undefined };
  apiKey?: string | undefined;
  /** False leaves the workspace empty. */
  demo: boolean;
  /** The moment at which the demo's past ends, so that it always looks fresh. */
  now: Date;
}

/**
 * The first run's content: a workspace, its admin, a key where one is given, and the demo unless it is declined.
 * Each part looks whether it is there, so a run after a kill completes what is missing and doubles nothing.
 */
export async function seedDatabase({ admin, apiKey, demo, now }: Seed): Promise<{ workspaceId: string }> {
  const workspaceId = await ensureWorkspace(demo);
  const actor = systemActor(workspaceId, "seed");
  await ensureAdmin(actor, admin);
  if (apiKey && !(await findApiKey(hashApiKey(apiKey)))) {
    await createApiKey(actor, { name: "First key", role: "admin", scopes: [] }, apiKey);
  }
  if (demo) await seedDemo(actor, now);
  return { workspaceId };
}
