import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { commandOf, isAlive } from "../services/process-table.mjs";

/**
 * Takes a lock file if nobody alive holds it.
 * @param {string} file
 * @returns {boolean} false when another living process holds it
 */
export function tryLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  const claim = `${file}.${process.pid}`;
  writeFileSync(claim, String(process.pid), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      // A link appears whole or not at all, so nobody reads a lock without its holder.
      if (link(claim, file)) return true;
      const holder = lockHolder(file);
      if (holder === process.pid) return true;
      if (holder && isAlive(holder) && commandOf(holder).includes("node")) return false;
      rmSync(file, { force: true });
    }
    return false;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** @param {string} from @param {string} to */
function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
export function lockHolder(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}

/**
 * Runs a job while holding a lock, waiting for whoever holds it. A holder that was killed counts as gone.
 * @template Result
 * @param {string} file
 * @param {import("./report.mjs").Tell} tell
 * @param {() => Promise<Result>} job
 */
export async function withLock(file, tell, job) {
  while (!tryLock(file)) {
    tell(`waiting for another start (process ${lockHolder(file)})`);
    await delay(250);
  }
  try {
    return await job();
  } finally {
    rmSync(file, { force: true });
  }
}
