import { describe, expect, it } from "vitest";
import { whyNot } from "#core/journey/possible-actions.ts";

describe("what a run can be told", () => {
  it("retries what is stuck and nothing else", () => {
    expect(whyNot({ status: "stuck", stuckCode: "failed" }, "retry")).toBeNull();
    expect(whyNot({ status: "waiting", stuckCode: null }, "retry")).toContain("waiting");
  });

  it("sends again what may have been sent only when a person says so", () => {
    const run = { status: "stuck", stuckCode: "unknown_outcome" } as const;
    expect(whyNot(run, "retry")).toContain("may have been sent");
    expect(whyNot(run, "retry", { resendUnknown: true })).toBeNull();
    expect(whyNot(run, "skip")).toBeNull();
  });

  it("tells an ended run nothing", () => {
    for (const action of ["pause", "resume", "retry", "skip", "migrate", "stop"] as const) {
      expect(whyNot({ status: "completed", stuckCode: null }, action)).toBe("The run has ended");
    }
  });
});
