import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkout } from "../services/folders.mjs";

const ignored = /(^|\/)(node_modules|generated|__fixtures__|\.DS_Store)(\/|$)|\.test\.tsx?$|\.md$/;

/**
 * A hash over the content of files and folders of the checkout, tests left out; what is missing counts as such.
 * @param {string[]} paths relative to the checkout
 */
export function hashOfSources(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  for (const path of paths) {
    for (const file of filesOf(path)) {
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(checkout, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesOf(path) {
  const full = join(checkout, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(checkout.length + 1))
    .filter((file) => !ignored.test(file))
    .sort();
}

/**
 * Runs a job whose result is kept in the checkout unless it was last run for the same sources.
 * @param {{ stamp: string, sources: string[], product: string }} what paths relative to the checkout
 * @param {() => Promise<unknown>} job
 * @returns {Promise<boolean>} whether it ran
 */
export async function whenStale({ stamp, sources, product }, job) {
  const file = join(checkout, stamp);
  const hash = hashOfSources(sources);
  const isFresh =
    existsSync(file) && readFileSync(file, "utf8") === hash && existsSync(join(checkout, product));
  if (isFresh) return false;
  await job();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
  return true;
}
