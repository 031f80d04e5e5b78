import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { systemActor } from "#server/access/actor.ts";
import { createApiKey, hashApiKey } from "#server/access/api-keys.ts";
import { hashPassword } from "#server/access/password.ts";
import { findApiKey, listWorkspaces } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import type { Settings } from "#server/platform/env.ts";

type SeedSettings = Pick<Settings, "ADMIN_EMAIL" | "ADMIN_PASSWORD" | "ADMIN_API_KEY" | "SEED_DEMO">;

export interface SeededWorkspace {
  workspaceId: string;
  adminId: string;
  created: boolean;
}

/**
 * Makes the first workspace with its admin, or finds the one there is. Without ADMIN_PASSWORD a random one is made and
 * printed as a line of JSON, `{"email", "password"}`.
 */
export async function seedWorkspace(settings: SeedSettings): Promise<SeededWorkspace> {
  const email = (settings.ADMIN_EMAIL ?? "admin@example.com").toLowerCase();
  const [known] = await listWorkspaces();
  const workspaceId = known?.workspaceId ?? uuidv7();
  const actor = systemActor(workspaceId, "seed");
  const password = settings.ADMIN_PASSWORD ?? randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const { adminId, isNew } = await transact(actor, async (tx) => {
    if (!known) {
      const name = settings.SEED_DEMO ? "Meridian" : "My workspace";
      const timezone = settings.SEED_DEMO ? "Europe/London" : "UTC";
      await tx.workspace.create({ data: { id: workspaceId, slug: "main", name, timezone } });
    }
    const admin = await tx.user.findFirst({ where: { role: "admin" }, orderBy: { id: "asc" } });
    if (admin) return { adminId: admin.id, isNew: false };
    const id = uuidv7();
    const name = settings.SEED_DEMO ? "Alex Morgan" : "Admin";
    await tx.user.create({ data: { id, workspaceId, email, name, role: "admin", passwordHash } });
    return { adminId: id, isNew: true };
  });
  if (isNew && !settings.ADMIN_PASSWORD) console.log(JSON.stringify({ email, password }));
  await seedApiKey(workspaceId, settings.ADMIN_API_KEY);
  return { workspaceId, adminId, created: !known };
}

async function seedApiKey(workspaceId: string, key: string | undefined): Promise<void> {
  if (!key || (await findApiKey(hashApiKey(key)))) return;
  const given = { name: "First run", role: "admin" as const, scopes: [] };
  await createApiKey(systemActor(workspaceId, "seed"), given, key);
}
