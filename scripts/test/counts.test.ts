import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { playwrightCounts, vitestCounts } from "#scripts/test/counts.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "counts-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const passedFile = { status: "passed", assertionResults: [{}] };

it("counts a file that could not be loaded as a failure", () => {
  const testResults = [passedFile, { status: "failed", assertionResults: [] }];
  const file = report({ numPassedTests: 1, numFailedTests: 0, testResults });
  expect(vitestCounts(file, false)).toEqual({ passed: 1, failed: 1 });
});

it("counts a bad end with every test passed as a failure", () => {
  const file = report({ numPassedTests: 1, numFailedTests: 0, testResults: [passedFile] });
  expect(vitestCounts(file, false)).toEqual({ passed: 1, failed: 1 });
  expect(vitestCounts(file, true)).toEqual({ passed: 1, failed: 0 });
});

it("counts a run that left no report as a failure", () => {
  expect(vitestCounts(join(folder, "none"), true)).toEqual({ passed: 0, failed: 1 });
  expect(playwrightCounts(join(folder, "none"), true)).toEqual({ passed: 0, failed: 1 });
});

it("counts a browser test that passed on a retry as passed", () => {
  const file = report({ stats: { expected: 2, flaky: 1, unexpected: 1, skipped: 4 } });
  expect(playwrightCounts(file, false)).toEqual({ passed: 3, failed: 1 });
});
