import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Process ids of the parts of an instance. */
export interface Parts {
  guard: number;
  web: number;
  worker: number;
  postgres: number;
  temporal: number;
}

/** The parts that run on a data folder now. */
export function partsOf(folder: string): Parts {
  const { guard, children } = JSON.parse(readFileSync(join(folder, "instance.json"), "utf8"));
  const postgres = Number(readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  const temporal = JSON.parse(readFileSync(join(folder, "temporal", "process.json"), "utf8")).pid;
  return { guard, web: children.web, worker: children.worker, postgres, temporal };
}
