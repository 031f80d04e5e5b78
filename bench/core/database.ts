import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { appUrlFor } from "#scripts/database/app-role.mjs";
import { migrate } from "#scripts/database/migrate.mjs";
import { makeDataFolder } from "#scripts/services/folders.mjs";
import { startGuard } from "#scripts/services/guard.mjs";
import { startPostgres } from "#scripts/services/postgres.mjs";
import { closeWorkspaceRows } from "#server/journeys/workspace-rows.ts";
import { closeDatabase } from "#server/platform/database.ts";

export interface BenchDatabase {
  /** Gathers the planner's statistics, which a database in use has. */
  analyse(): Promise<void>;
  stop(): Promise<void>;
}

/** A Postgres of the bench's own (fsync on), without Temporal, and the environment that the product's code reads. */
export async function startDatabase(): Promise<BenchDatabase> {
  const folder = makeDataFolder(mkdtempSync(join(tmpdir(), "throughline-bench-")));
  const guard = startGuard();
  const postgres = await startPostgres({
    folder: join(folder, "postgres"),
    password: "bench-owner",
    logFile: join(folder, "postgres.log"),
    guard,
  });
  const ownerUrl = postgres.ownerUrl("bench");
  const appUrl = appUrlFor(ownerUrl);
  await migrate({ ownerUrl, appUrl });
  Object.assign(process.env, {
    NODE_ENV: "production",
    APP_DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: "127.0.0.1:1",
    DATA_DIR: folder,
    PUBLIC_URL: "http://localhost",
    NEXTAUTH_SECRET: Buffer.alloc(32, "nextauth").toString("base64"),
    ENCRYPTION_KEY: Buffer.alloc(32, "bench").toString("base64"),
    LOG_LEVEL: "error",
  });
  return {
    analyse: async () => {
      const owner = new pg.Client({ connectionString: ownerUrl });
      await owner.connect();
      await owner.query("VACUUM ANALYZE");
      await owner.end();
    },
    stop: async () => {
      await closeWorkspaceRows();
      await closeDatabase();
      await postgres.stop();
      guard.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
