import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundleWorkflows } from "#scripts/bundle-workflows.mjs";
import { appUrlFor } from "#scripts/database/app-role.mjs";
import { migrate } from "#scripts/database/migrate.mjs";
import { migrationsHash } from "#scripts/database/migration-files.mjs";
import { findTemporal } from "#scripts/services/find-temporal.mjs";
import { checkout, testFolder } from "#scripts/services/folders.mjs";
import { type Guard, startGuard } from "#scripts/services/guard.mjs";
import { startPostgres } from "#scripts/services/postgres.mjs";
import { postgresPrograms } from "#scripts/services/postgres-programs.mjs";
import { isAlive, sendSignal } from "#scripts/services/process-table.mjs";
import { startTemporal } from "#scripts/services/temporal.mjs";

/** What the tests of one Vitest process share. */
export interface TestServices {
  postgresPort: number;
  /** Owner's URL of the migrated database that each test file's own is copied from. */
  templateUrl: string;
  temporalAddress: string;
  /** The workflows, bundled once for all workers. */
  workflowBundle: string;
  folder: string;
}

declare module "vitest" {
  interface ProvidedContext {
    services: TestServices;
  }
}

const password = "test-owner";
const templateName = "throughline_template";
// Nothing here survives the run, so nothing needs to reach the disk.
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/**
 * Starts a Postgres and a Temporal server of this Vitest process's own, on free ports and in a temporary
 * folder: several runs on one machine do not meet. A guard stops both when Vitest ends, however it ends.
 */
export default async function startTestServices(project: TestProject): Promise<() => Promise<void>> {
  const home = testFolder();
  removeOld(home);
  const folder = join(home, `run-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o711 });
  const guard = startGuard();
  const workflowBundle = join(folder, "workflows.js");
  const [postgres, temporal] = await Promise.all([
    startPostgresFromCache(home, folder, guard),
    startTestTemporal(folder, guard),
    bundleWorkflows(workflowBundle),
  ]);
  const templateUrl = postgres.ownerUrl(templateName);
  project.provide("services", {
    postgresPort: postgres.port,
    templateUrl,
    temporalAddress: temporal.address,
    workflowBundle,
    folder,
  });
  console.log(`Postgres at 127.0.0.1:${postgres.port}, Temporal at ${temporal.address}, logs in ${folder}`);
  return async () => {
    // Its state is in memory only, so there is nothing to end gracefully, and an orderly end takes it over a second.
    sendSignal(temporal.pid, "SIGKILL");
    await postgres.stop();
    guard.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function startTestTemporal(folder: string, guard: Guard) {
  const program = await findTemporal((text) => console.log(text));
  return startTemporal({ program, logFile: join(folder, "temporal.log"), guard });
}

/** Copies a migrated cluster, which is made once per state of the migrations, and starts the copy. */
async function startPostgresFromCache(home: string, folder: string, guard: Guard) {
  const base = join(home, `base-${clusterHash()}`);
  if (!existsSync(base)) await makeBase(base, guard);
  const data = join(folder, "postgres");
  const copied = spawnSync("cp", ["-a", base, data], { encoding: "utf8" });
  if (copied.status !== 0) throw new Error(`The test database could not be copied: ${copied.stderr}`);
  return startPostgres({ folder: data, password, logFile: join(folder, "postgres.log"), settings, guard });
}

async function makeBase(base: string, guard: Guard): Promise<void> {
  const unfinished = `${base}.${process.pid}`;
  const logFile = `${unfinished}.log`;
  const postgres = await startPostgres({ folder: unfinished, password, logFile, settings, guard });
  try {
    const ownerUrl = postgres.ownerUrl(templateName);
    await migrate({ ownerUrl, appUrl: appUrlFor(ownerUrl) });
  } finally {
    await postgres.stop();
    rmSync(logFile, { force: true });
  }
  try {
    renameSync(unfinished, base);
  } catch (error) {
    // Another run on this machine finished the same base a moment earlier.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(base)) throw error;
  }
}

function clusterHash(): string {
  const hash = createHash("sha256").update(postgresPrograms().version).update(migrationsHash());
  const folder = join(checkout, "scripts", "database");
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}

/** Removes what runs that were killed left behind, and bases no run has used for a week. */
function removeOld(home: string): void {
  const week = 7 * 24 * 60 * 60 * 1000;
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    const owner = /^run-(\d+)$/.exec(name)?.[1];
    const unfinished = /^base-[0-9a-f]+\.(\d+)/.exec(name)?.[1];
    const pid = Number(owner ?? unfinished ?? 0);
    const isOld = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > week;
    if (pid ? !isAlive(pid) : isOld) rmSync(path, { recursive: true, force: true });
  }
}
