import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { BenchOptions } from "#bench/bench.ts";
import { startProductionTemporal } from "#bench/production-temporal.ts";
import { appUrlFor } from "#scripts/database/app-role.mjs";
import { migrate } from "#scripts/database/migrate.mjs";
import { findTemporal } from "#scripts/services/find-temporal.mjs";
import { makeDataFolder } from "#scripts/services/folders.mjs";
import { startGuard } from "#scripts/services/guard.mjs";
import { startPostgres } from "#scripts/services/postgres.mjs";
import { startTemporal } from "#scripts/services/temporal.mjs";

export interface BenchServices {
  /** Gathers the planner's statistics, which a database in use has. */
  analyse(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A Postgres and a Temporal server of the bench's own, both keeping what they are told on disk (fsync on), and
 * the environment that the product's code reads. Temporal is the dev server with its file, or the production
 * server on the same Postgres.
 */
export async function startServices({ tell, production }: BenchOptions): Promise<BenchServices> {
  const folder = makeDataFolder(mkdtempSync(join(tmpdir(), "throughline-bench-")));
  const guard = startGuard();
  const postgres = await startPostgres({
    folder: join(folder, "postgres"),
    password: "bench-owner",
    logFile: join(folder, "postgres.log"),
    guard,
  });
  const ownerUrl = postgres.ownerUrl("bench");
  const temporal = production
    ? await startProductionTemporal({ folder, ownerUrl, guard, tell })
    : await startTemporal({
        program: await findTemporal(tell),
        folder: join(folder, "temporal"),
        logFile: join(folder, "temporal.log"),
        guard,
      });
  const appUrl = appUrlFor(ownerUrl);
  await migrate({ ownerUrl, appUrl });
  await makeClaimsTable(ownerUrl);
  Object.assign(process.env, {
    NODE_ENV: "production",
    APP_DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_TASK_QUEUE: "bench",
    DATA_DIR: folder,
    PUBLIC_URL: "http://localhost",
    NEXTAUTH_SECRET: Buffer.alloc(32, "nextauth").toString("base64"),
    ENCRYPTION_KEY: Buffer.alloc(32, "bench").toString("base64"),
    LOG_LEVEL: "error",
  });
  return {
    analyse: () => asOwner(ownerUrl, "VACUUM ANALYZE"),
    stop: async () => {
      await temporal.stop();
      await postgres.stop();
      guard.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the hand-written workflows claim their effects. */
async function makeClaimsTable(ownerUrl: string): Promise<void> {
  await asOwner(
    ownerUrl,
    "CREATE TABLE bench_claims (key text PRIMARY KEY, claimed_at timestamptz NOT NULL, completed_at timestamptz, result jsonb)",
  );
  await asOwner(ownerUrl, "GRANT SELECT, INSERT, UPDATE ON bench_claims TO throughline_app");
}

async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(statement);
  await owner.end();
}
