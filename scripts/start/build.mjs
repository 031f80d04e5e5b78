import { createRequire } from "node:module";
import { join } from "node:path";
import { checkout } from "../services/folders.mjs";
import { whenStale } from "./sources.mjs";

/** @typedef {import("./report.mjs").Tell} Tell */
/** @typedef {import("./run-command.mjs").Commands} Commands */

const shared = [
  "core",
  "nodes",
  "channels",
  "connectors",
  "server",
  "activities",
  "prisma",
  "package.json",
  "package-lock.json",
];
const webSources = [
  ...shared,
  "app",
  "components",
  "public",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];
const workerSources = [...shared, "workflows", "worker.ts", "scripts/build-worker.mjs"];

/** The lock that keeps two starts of one checkout from installing or building at once. */
export const buildLock = join(checkout, ".data", "build.lock");

/** The worker's program and its workflows, made by `buildWorker`. */
export const workerProgram = join(checkout, "dist", "worker.mjs");
export const workflowBundle = join(checkout, "dist", "workflows.cjs");

/**
 * Makes the database client when the Prisma schema has changed.
 * @param {Commands} commands
 * @param {Tell} tell
 */
export async function generateClient(commands, tell) {
  const sources = [
    "prisma/schema.prisma",
    "prisma/models",
    "scripts/generate-client.mjs",
    "package-lock.json",
  ];
  await whenStale(
    { stamp: "dist/client.stamp", sources, product: "prisma/generated/client.ts" },
    async () => {
      tell("prisma generate");
      await commands.run(process.execPath, ["scripts/generate-client.mjs"]);
    },
  );
}

/**
 * Makes the web application's production build when its sources have changed.
 * @param {Commands} commands
 * @param {Tell} tell
 */
export async function buildWeb(commands, tell) {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const environment = {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NO_COLOR: "1",
    FORCE_COLOR: "0",
  };
  await whenStale({ stamp: "dist/web.stamp", sources: webSources, product: ".next/BUILD_ID" }, async () => {
    await commands.run(process.execPath, [next, "build"], { environment, tell });
  });
}

/**
 * Bundles the worker and its workflows when their sources have changed.
 * @param {Commands} commands
 * @param {Tell} tell
 */
export async function buildWorker(commands, tell) {
  await whenStale(
    { stamp: "dist/worker.stamp", sources: workerSources, product: "dist/worker.mjs" },
    async () => {
      tell("bundling the worker and its workflows");
      await commands.run(process.execPath, ["scripts/build-worker.mjs"]);
    },
  );
}
