import pg from "pg";
import { ensureAppRole } from "./app-role.mjs";
import { migrationList } from "./migration-files.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

/** Any number will do, as long as nothing else in the database uses it. */
const lockNumber = 7_412_603_118;
const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Brings a database to the newest schema: makes it when it is missing, makes the app's role, applies what is
 * not applied yet. Safe to run twice at once. Writes `_prisma_migrations`, so Prisma's own tool agrees.
 * @param {{ ownerUrl: string, appUrl: string }} urls
 * @param {import("@prisma/schema-engine-wasm").MigrationList} [migrationsList]
 * @returns {Promise<string[]>} the names of the migrations it applied
 */
export async function migrate({ ownerUrl, appUrl }, migrationsList = migrationList()) {
  await ensureDatabase(ownerUrl);
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query("select pg_advisory_lock($1)", [lockNumber]);
    await ensureAppRole({ ownerUrl, appUrl });
    await forgetUnfinished(lock);
    const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, [], (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    return appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/**
 * A migration is one transaction that also records its end, so one that began and did not end left nothing
 * behind (the start was killed, or the SQL failed) and can be tried again.
 * @param {pg.Client} client holds the lock
 */
async function forgetUnfinished(client) {
  const { rows } = await client.query("select to_regclass('_prisma_migrations') is not null as present");
  if (!rows[0].present) return;
  await client.query(
    "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null",
  );
}

/** @param {string} ownerUrl */
async function ensureDatabase(ownerUrl) {
  const probe = new pg.Client({ connectionString: ownerUrl });
  try {
    await probe.connect();
  } catch (error) {
    if (codeOf(error) !== "3D000") throw error;
    await createDatabase(ownerUrl);
  } finally {
    await probe.end().catch(() => {});
  }
}

/** @param {string} ownerUrl */
async function createDatabase(ownerUrl) {
  const url = new URL(ownerUrl);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // 42P04 and 23505: another start made it a moment earlier.
    if (!["42P04", "23505"].includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
