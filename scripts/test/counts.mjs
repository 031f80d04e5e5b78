import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * What a Vitest run counted. A file that could not be loaded counts as one failure, and so does a run that
 * ended badly with every test passed, as with an error outside any test.
 * @param {string} file its JSON report
 * @param {boolean} endedWell
 * @returns {Counts}
 */
export function vitestCounts(file, endedWell) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults;
  const unloaded = files.filter((one) => one.status === "failed" && one.assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: failed === 0 && !endedWell ? 1 : failed };
}

/**
 * What a Playwright run counted; a test that passed on a retry passed.
 * @param {string} file its JSON report
 * @param {boolean} endedWell
 * @returns {Counts}
 */
export function playwrightCounts(file, endedWell) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { stats } = JSON.parse(readFileSync(file, "utf8"));
  const failed = stats.unexpected;
  return { passed: stats.expected + stats.flaky, failed: failed === 0 && !endedWell ? 1 : failed };
}
