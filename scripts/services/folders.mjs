import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of this checkout. */
export const checkout = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));

/**
 * The folder that holds everything one instance keeps: `DATA_DIR`, or one per checkout under the user's home.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function dataFolder(environment = process.env) {
  if (environment.DATA_DIR) return resolve(checkout, environment.DATA_DIR);
  const name = `${basename(checkout)}-${createHash("sha256").update(checkout).digest("hex").slice(0, 8)}`;
  return join(homedir(), ".throughline", name);
}

/**
 * Makes a data folder that other users may pass through but not list: Postgres runs as another user when we
 * are root. What is secret in it is a file of mode 600.
 * @param {string} folder
 */
export function makeDataFolder(folder) {
  mkdirSync(folder, { recursive: true });
  const mode = statSync(folder).mode & 0o777;
  if (mode !== 0o711) chmodSync(folder, 0o711);
  return realpathSync(folder);
}

/**
 * The per-user cache, for what is costly to make and may be deleted at any time.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function cacheFolder(environment = process.env) {
  const base =
    environment.XDG_CACHE_HOME ||
    (process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache"));
  return join(base, "throughline");
}

/** A per-user folder for test data that every account of the machine can pass through. */
export function testFolder() {
  const user = process.getuid?.() ?? 0;
  const folder = join(realpathSync(tmpdir()), `throughline-tests-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (statSync(folder).uid !== user)
    throw new Error(`${folder} belongs to another user; remove it or set TMPDIR`);
  return folder;
}

/**
 * Whether a user without rights of its own can pass through every folder down to this path.
 * @param {string} path
 */
export function isReachableByAll(path) {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
