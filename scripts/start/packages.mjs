import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../services/folders.mjs";

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean, link?: boolean }} Entry */

/**
 * Installs the packages when they are missing or are not those of the lockfile.
 * @param {import("./run-command.mjs").Commands} commands
 * @param {import("./report.mjs").Tell} tell
 */
export async function installPackages(commands, tell) {
  if (areCurrent()) return;
  tell("npm ci, about a minute");
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  // With a stand-in at hand, Prisma's install script does not download an engine that nothing here uses.
  const environment = { NODE_ENV: undefined, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  await commands.run("npm", ["ci", "--include=dev", ...quiet], { environment });
}

/** npm writes its own list of what it installed as the very last thing, so a broken-off install has none. */
function areCurrent() {
  const installed = packagesOf(join(checkout, "node_modules", ".package-lock.json"));
  const wanted = packagesOf(join(checkout, "package-lock.json"));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.link) return true;
    return installed[path]?.version === entry.version;
  });
}

/** @param {string} file @returns {Record<string, Entry> | undefined} */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}
