import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { checkout } from "../services/folders.mjs";

export const migrationsFolder = join(checkout, "prisma", "migrations");

/**
 * The migrations in order, in the form the schema engine takes.
 * @returns {import("@prisma/schema-engine-wasm").MigrationList}
 */
export function migrationList(folder = migrationsFolder) {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * The Prisma schema's files, in a stable order.
 * @returns {import("./schema-engine.mjs").SchemaFile[]}
 */
export function schemaFiles() {
  const root = join(checkout, "prisma");
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".prisma"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(root, path).startsWith("generated"))
    .sort()
    .map((path) => ({ path, content: readFileSync(path, "utf8") }));
}

/** A hash that changes when any migration does. */
export function migrationsHash() {
  const hash = createHash("sha256");
  for (const { path, migrationFile } of migrationList().migrationDirectories) {
    hash.update(path).update("\0");
    if (migrationFile.content.tag === "ok") hash.update(migrationFile.content.value).update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}
