import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../services/folders.mjs";
import { playwrightCounts, vitestCounts } from "./counts.mjs";

/**
 * @typedef {object} Check
 * @property {string} name what `npm test -- NAME` calls it
 * @property {string[][]} commands arguments for Node, one after the other
 * @property {boolean} [isQuick] part of `npm run check`
 * @property {boolean} [isShown] its output is shown while it runs, not only when it fails
 * @property {Record<string, string>} [environment]
 * @property {(endedWell: boolean) => import("./counts.mjs").Counts} [count] absent: the check is one thing that passes or fails
 */

const rooms = [
  "app",
  "components",
  "core",
  "nodes",
  "channels",
  "connectors",
  "workflows",
  "activities",
  "server",
  "prisma",
  "bench",
  "scripts",
  "tests",
  "worker.ts",
];

/**
 * The program of a package, to be run by Node itself: no shell and no npx in between.
 * @param {string} name @param {string} path
 */
function programOf(name, path) {
  return join(checkout, "node_modules", name, path);
}

/** @param {string} folder for reports @returns {Check[]} in the order they run */
export function allChecks(folder) {
  const next = programOf("next", "dist/bin/next");
  return [
    {
      name: "format and lint",
      isQuick: true,
      commands: [
        [
          programOf("@biomejs/biome", "bin/biome"),
          "ci",
          "--max-diagnostics=50",
          `--colors=${process.stdout.isTTY ? "force" : "off"}`,
        ],
      ],
    },
    {
      name: "types",
      isQuick: true,
      commands: [
        [next, "typegen"],
        [programOf("typescript", "bin/tsc"), "--noEmit"],
      ],
    },
    {
      name: "boundaries",
      isQuick: true,
      commands: [
        [
          programOf("dependency-cruiser", "bin/dependency-cruise.mjs"),
          "--config",
          ".dependency-cruiser.cjs",
          ...present(rooms),
        ],
      ],
    },
    { name: "unused code", isQuick: true, commands: [[programOf("knip", "bin/knip.js"), "--no-progress"]] },
    { ...vitest("unit", folder), isQuick: true },
    vitest("integration", folder),
    vitest("replay", folder),
    vitest("start", folder),
    vitest("chaos", folder),
    browser(folder),
  ];
}

/** @param {string[]} paths */
function present(paths) {
  return paths.filter((path) => existsSync(join(checkout, path)));
}

/** @param {string} project @param {string} folder @returns {Check} */
function vitest(project, folder) {
  const report = join(folder, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const arguments_ = ["run", "--project", project, "--passWithNoTests", ...reporters];
  return {
    name: project,
    isShown: true,
    commands: [[programOf("vitest", "vitest.mjs"), ...arguments_]],
    count: (endedWell) => vitestCounts(report, endedWell),
  };
}

/** @param {string} folder @returns {Check} */
function browser(folder) {
  const report = join(folder, "browser.json");
  return {
    name: "browser",
    isShown: true,
    commands: [
      [programOf("@playwright/test", "cli.js"), "test", "--pass-with-no-tests", "--reporter=list,json"],
    ],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    count: (endedWell) => playwrightCounts(report, endedWell),
  };
}
