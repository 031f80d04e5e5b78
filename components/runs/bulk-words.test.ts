import { describe, expect, it } from "vitest";
import { confirmWords, progressWords } from "#components/runs/bulk-words.ts";
import type { RunOperation } from "#core/api/run-operations.ts";

const operation: RunOperation = {
  id: "o",
  action: "pause",
  origin: "runs",
  journeyId: null,
  status: "running",
  total: 1200,
  done: 1000,
  failed: 0,
  skipped: 2,
  toVersion: null,
  createdAt: "2026-05-04T09:30:00Z",
  finishedAt: null,
};

describe("an operation in words", () => {
  it("says how many of how many, and how many were left out", () => {
    expect(progressWords(operation)).toBe("Pausing: 1,000 of 1,200 runs done, 2 left out");
  });

  it("names the version that runs move to, and that it was cancelled", () => {
    const moved: RunOperation = {
      ...operation,
      action: "migrate",
      toVersion: 4,
      status: "cancelled",
      skipped: 0,
      failed: 3,
    };
    expect(progressWords(moved)).toBe(
      "Moving to version 4 was cancelled: 1,000 of 1,200 runs done, 3 could not",
    );
  });

  it("counts on the button", () => {
    expect(confirmWords("stop", 1)).toBe("Stop 1 run");
    expect(confirmWords("retry", 12)).toBe("Try 12 runs again");
  });
});
