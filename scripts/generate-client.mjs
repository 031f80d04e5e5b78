// npm run db:generate: makes the database client in prisma/generated from the Prisma schema.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { checkout } from "./services/folders.mjs";

// `prisma generate` insists on a schema engine and would download one, though it never runs it. Any program
// at hand will do in its place; for every other command it must not be set.
const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
const run = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  cwd: checkout,
  encoding: "utf8",
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
});
if (run.status !== 0) {
  console.error(`${run.stdout}${run.stderr}`);
  process.exit(1);
}
