import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "../services/folders.mjs";
import { startGuard } from "../services/guard.mjs";
import { runningPostgres, startPostgres } from "../services/postgres.mjs";
import { keptSecrets } from "../services/secrets.mjs";
import { appUrlFor } from "./app-role.mjs";

/**
 * Does something with this checkout's database from outside of a running instance: the one of DATABASE_URL, or the
 * embedded Postgres of the data folder, started for the moment where no instance has it. The environment is set so
 * that the app's own code can be loaded. What it throws is said in words, and ends the process with 1.
 * @param {(urls: { ownerUrl: string, appUrl: string }) => Promise<void>} work
 */
export async function withDatabase(work) {
  const folder = dataFolder();
  mkdirSync(join(folder, "logs"), { recursive: true });
  const secrets = keptSecrets(folder);
  const guard = startGuard();
  try {
    const ownerUrl = process.env.DATABASE_URL || (await embeddedUrl(folder, secrets, guard));
    const appUrl = process.env.APP_DATABASE_URL || appUrlFor(ownerUrl, secrets.databaseAppPassword);
    // The environment is checked as a whole; what is set below plays no part in this.
    Object.assign(process.env, {
      APP_DATABASE_URL: appUrl,
      TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS || "127.0.0.1:7233",
      PUBLIC_URL: process.env.PUBLIC_URL || "http://localhost:3000",
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || secrets.nextauthSecret,
      ENCRYPTION_KEY: process.env.ENCRYPTION_KEY || secrets.encryptionKey,
    });
    await work({ ownerUrl, appUrl });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    guard.close();
  }
}

/**
 * @param {string} folder
 * @param {import("../services/secrets.mjs").Secrets} secrets
 * @param {ReturnType<typeof startGuard>} guard
 */
async function embeddedUrl(folder, secrets, guard) {
  const options = {
    folder: join(folder, "postgres"),
    password: secrets.databaseOwnerPassword,
    logFile: join(folder, "logs", "postgres.log"),
  };
  const server = runningPostgres(options) ?? (await startPostgres({ ...options, guard }));
  return server.ownerUrl("throughline");
}
