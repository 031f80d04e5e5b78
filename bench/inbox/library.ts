import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { appUrlFor } from "#scripts/database/app-role.mjs";
import { migrate } from "#scripts/database/migrate.mjs";
import { cacheFolder, makeDataFolder } from "#scripts/services/folders.mjs";
import type { startGuard } from "#scripts/services/guard.mjs";
import { startPostgres } from "#scripts/services/postgres.mjs";
import { projectRoot } from "#server/platform/project-root.ts";

/** A database with so many conversations, and the environment that the product's code reads it by. */
export interface Library {
  conversations: number;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

type Guard = ReturnType<typeof startGuard>;

/** Finds the library in the per-user cache, or fills one: once for each state of the schema. */
export async function openLibrary(
  conversations: number,
  { guard, tell, fill }: { guard: Guard; tell: (line: string) => void; fill: Fill },
): Promise<Library> {
  const name = `inbox-${conversations}-${schemaDigest()}`;
  const folder = makeDataFolder(join(cacheFolder(), "bench", name));
  const marker = join(folder, "complete");
  const isThere = existsSync(marker);
  if (!isThere) rmSync(join(folder, "postgres"), { recursive: true, force: true });
  const postgres = await startPostgres({
    folder: join(folder, "postgres"),
    password: "bench-owner",
    logFile: join(folder, "postgres.log"),
    guard,
  });
  const ownerUrl = postgres.ownerUrl("bench");
  const environment = environmentOf(appUrlFor(ownerUrl), folder);
  if (!isThere) {
    tell(`filling a library of ${conversations} conversations; it is kept in ${folder}`);
    await migrate({ ownerUrl, appUrl: appUrlFor(ownerUrl) });
    await fill(ownerUrl, environment, conversations);
    await vacuum(ownerUrl);
    writeFileSync(marker, new Date().toISOString());
  }
  return { conversations, environment, stop: () => postgres.stop() };
}

export type Fill = (
  ownerUrl: string,
  environment: Record<string, string>,
  conversations: number,
) => Promise<void>;

function environmentOf(appUrl: string, folder: string): Record<string, string> {
  return {
    NODE_ENV: "production",
    APP_DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: "127.0.0.1:1",
    DATA_DIR: folder,
    PUBLIC_URL: "http://localhost",
    NEXTAUTH_SECRET: Buffer.alloc(32, "nextauth").toString("base64"),
    ENCRYPTION_KEY: Buffer.alloc(32, "bench").toString("base64"),
    LOG_LEVEL: "error",
  };
}

/** Another migration makes another library. */
function schemaDigest(): string {
  const migrations = readdirSync(join(projectRoot(), "prisma", "migrations")).sort();
  return createHash("sha256").update(migrations.join()).digest("hex").slice(0, 12);
}

async function vacuum(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("VACUUM ANALYZE");
  await owner.end();
}
