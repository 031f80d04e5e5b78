import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#server/platform/project-root.ts";

const folder = join(projectRoot(), "prisma", "demo");

/** A file of `prisma/demo`. */
export function demoFile(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

/** Every file of a folder of `prisma/demo`, in the order of their names. */
export function demoFiles(name: string): unknown[] {
  const names = readdirSync(join(folder, name)).filter((file) => file.endsWith(".json"));
  return names.sort().map((file) => demoFile(join(name, file)));
}
