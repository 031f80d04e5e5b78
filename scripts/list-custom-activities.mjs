// Writes activities/custom/registry.ts: one import for each file that a developer put there.
import { readdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkout } from "./services/folders.mjs";

const folder = join(checkout, "activities", "custom");
const registry = join(folder, "registry.ts");

/** The registry's text for the files that are there now. */
export function registryText() {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && name !== "registry.ts" && !name.endsWith(".test.ts"))
    .map((name) => name.slice(0, -3))
    .sort();
  const variable = (/** @type {string} */ name) =>
    name.replace(/[^A-Za-z0-9]+(.)/g, (_, letter) => letter.toUpperCase());
  const imports = names.map((name) => `import ${variable(name)} from "#activities/custom/${name}.ts";`);
  const list = names.map(variable).join(", ");
  return [
    "// Written by scripts/list-custom-activities.mjs from the files in this folder; not to be edited.",
    ...imports,
    'import type { DefinedActivity } from "#activities/define-activity.ts";',
    "",
    `export const customActivities: readonly DefinedActivity[] = [${list}];`,
    "",
  ].join("\n");
}

/** Brings the registry up to date; leaves the file alone when nothing changed. */
export function listCustomActivities() {
  const text = registryText();
  let known = "";
  try {
    known = readFileSync(registry, "utf8");
  } catch {
    known = "";
  }
  if (known !== text) writeFileSync(registry, text);
}

/** Keeps the registry up to date while files come and go, for as long as this process runs. */
export function watchCustomActivities() {
  watch(folder, () => listCustomActivities()).unref();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) listCustomActivities();
