import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { isReachableByAll } from "./folders.mjs";

/** Where root keeps what the Postgres account must reach when the usual place is closed to it. */
const sharedFolder = "/var/lib/throughline";

/** @param {string} name @returns {{ uid: number, gid: number } | undefined} */
function lookUp(name) {
  try {
    const id = (/** @type {string} */ flag) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

/**
 * The account Postgres runs as: our own, or, as Postgres refuses to run as root, `postgres` (made when
 * missing) or, where accounts cannot be made, `nobody`.
 * @returns {{ uid: number, gid: number } | undefined} nothing when we are not root
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return undefined;
  const present = lookUp("postgres");
  if (present) return present;
  try {
    execFileSync("useradd", ["--system", "--no-create-home", "--user-group", "postgres"], {
      stdio: "ignore",
    });
  } catch {
    // No such tool here, or a read-only /etc: fall through to `nobody`.
  }
  const account = lookUp("postgres") ?? lookUp("nobody");
  if (!account)
    throw new Error("Postgres cannot run as root, and there is no account 'postgres' or 'nobody'");
  return account;
}

/**
 * A place for a data folder that the account can reach. Below a folder closed to others (as /root is) the
 * given path becomes a link to a fresh folder under /var/lib/throughline.
 * @param {string} folder
 * @returns {string} the real path, which may not exist yet
 */
export function reachableDataFolder(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  if (!postgresAccount()) return folder;
  try {
    return readlinkSync(folder);
  } catch {
    if (existsSync(folder) || isReachableByAll(dirname(folder))) return folder;
  }
  const place = join(sharedFolder, `postgres-${randomBytes(6).toString("hex")}`);
  mkdirSync(sharedFolder, { recursive: true, mode: 0o711 });
  symlinkSync(place, folder);
  return place;
}

/**
 * The folder of Postgres's programs, copied to where the account can reach it when the checkout is closed to it.
 * @param {string} native the package's own folder
 * @param {string} version names the copy
 */
export function reachablePrograms(native, version) {
  if (!postgresAccount() || isReachableByAll(native)) return native;
  const copy = join(sharedFolder, `postgres-programs-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(sharedFolder, { recursive: true, mode: 0o711 });
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  // With a strict umask the packages themselves are closed to other accounts.
  execFileSync("chmod", ["-R", "a+rX", unfinished]);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another start may have finished the same copy a moment earlier.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** @param {string} path */
export function giveToPostgres(path) {
  const account = postgresAccount();
  if (account) chownSync(path, account.uid, account.gid);
}
