import { spawn } from "node:child_process";
import { checkout } from "../services/folders.mjs";

/** @typedef {import("./checks.mjs").Check} Check */

/**
 * Runs one check to its end and says how it went.
 * @param {Check} check
 * @param {import("../services/guard.mjs").Guard} guard
 * @returns {Promise<import("./counts.mjs").Counts>}
 */
export async function runCheck(check, guard) {
  const started = performance.now();
  console.log(`\n▶ ${check.name}`);
  let endedWell = true;
  for (const command of check.commands) {
    endedWell &&= await runNode(command, check, guard);
  }
  const counts = check.count?.(endedWell) ?? { passed: Number(endedWell), failed: Number(!endedWell) };
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const tests = check.count ? `, ${counts.passed} passed, ${counts.failed} failed` : "";
  console.log(`${counts.failed === 0 ? "✓" : "✗"} ${check.name}${tests} (${seconds} s)`);
  return counts;
}

/**
 * @param {string[]} command
 * @param {Check} check
 * @param {import("../services/guard.mjs").Guard} guard
 * @returns {Promise<boolean>} whether it ended well
 */
function runNode(command, { isShown, environment }, guard) {
  return new Promise((resolve) => {
    let written = "";
    const output = isShown ? "inherit" : "pipe";
    const child = spawn(process.execPath, command, {
      cwd: checkout,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...environment },
      detached: true,
      stdio: ["ignore", output, output],
    });
    const pid = child.pid ?? 0;
    guard.watch(pid, { signal: "SIGTERM", rank: 3 });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (/** @type {Buffer} */ chunk) => {
        written += chunk.toString();
      });
    }
    child.on("error", (error) => {
      written += error.message;
      resolve(false);
    });
    child.on("close", (code) => {
      guard.forget(pid);
      if (code !== 0 && written) console.log(written.trimEnd());
      resolve(code === 0);
    });
  });
}
