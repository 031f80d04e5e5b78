import { migrationList, schemaFiles } from "./migration-files.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

const noFilters = { externalTables: [], externalEnums: [] };

/**
 * The SQL that would bring the migrations to what the Prisma schema says; empty when they agree. What Prisma's
 * schema cannot say (row-level security, partial indexes, triggers) is outside the comparison.
 * @param {string} ownerUrl any database of a cluster where the owner may make databases; it is not touched
 * @returns {Promise<string>}
 */
export async function schemaDifference(ownerUrl) {
  const schema = schemaFiles();
  const { stdout } = await withSchemaEngine(ownerUrl, schema, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrationList() },
      to: { tag: "schemaDatamodel", files: schema },
      script: true,
      exitCode: null,
      filters: noFilters,
    }),
  );
  const sql = (stdout ?? "").trim();
  return /^-- This is an empty migration\.?$/.test(sql) ? "" : sql;
}
