// npm test: sets up what is missing, runs everything that guards a change, and ends with "N passed, N failed".
// npm test -- NAME…: only those checks. npm run check: the quick ones.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkout } from "./services/folders.mjs";
import { startGuard } from "./services/guard.mjs";
import { withLock } from "./start/file-lock.mjs";
import { checkMachine } from "./start/node-version.mjs";
import { installPackages } from "./start/packages.mjs";
import { step } from "./start/report.mjs";
import { Commands } from "./start/run-command.mjs";

checkMachine();
const wanted = process.argv.slice(2);
const guard = startGuard();
const commands = new Commands(guard);
const reports = mkdtempSync(join(tmpdir(), "throughline-reports-"));
// The guard ends whatever check is running when its pipe closes.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => finish(130));

try {
  await setUp();
  await runAll();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  console.log("\n0 passed, 1 failed");
  finish(1);
}

async function setUp() {
  const lock = join(checkout, ".data", "packages.lock");
  await step("Packages", (tell) => withLock(lock, tell, () => installPackages(commands, tell)));
  const { buildLock, generateClient } = await import("./start/build.mjs");
  const { listCustomActivities } = await import("./list-custom-activities.mjs");
  listCustomActivities();
  await step("Database client", (tell) => withLock(buildLock, tell, () => generateClient(commands, tell)));
  if (needs("browser")) {
    const { installChromium } = await import("./test/chromium.mjs");
    await step("Chromium", (tell) => installChromium(commands, tell));
  }
  if (needs("integration") || needs("start") || needs("chaos") || needs("browser")) {
    const { findTemporal } = await import("./services/find-temporal.mjs");
    await step("Temporal", async (tell, conclude) => conclude(await findTemporal(tell)));
  }
}

async function runAll() {
  const { allChecks } = await import("./test/checks.mjs");
  const { runCheck } = await import("./test/run-check.mjs");
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const bad = [];
  const started = performance.now();
  /** @param {import("./test/checks.mjs").Check} check */
  const run = async (check) => {
    const counts = await runCheck(check, guard);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed > 0) bad.push(check.name);
  };
  const checks = allChecks(reports).filter(({ name, isQuick }) => needs(name, isQuick));
  // Those that only read the sources keep one core busy each, and write at their end.
  await Promise.all(checks.filter(({ isShown }) => !isShown).map(run));
  for (const check of checks.filter(({ isShown }) => isShown)) await run(check);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(`\n${bad.length > 0 ? `Failed: ${bad.join(", ")}. ` : ""}${minutes} minutes in all.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  finish(total.failed > 0 ? 1 : 0);
}

/** @param {string} name @param {boolean} [isQuick] */
function needs(name, isQuick = false) {
  if (wanted.length === 0) return true;
  return wanted.includes(name) || (wanted.includes("check") && isQuick);
}

/** @param {number} code @returns {never} */
function finish(code) {
  rmSync(reports, { recursive: true, force: true });
  guard.close();
  process.exit(code);
}
