import { describe, expect, it } from "vitest";
import { explainStuck } from "#core/journey/explain-stuck.ts";

describe("why a run is stuck", () => {
  it("advises against trying again first where it may have been sent", () => {
    expect(explainStuck("unknown_outcome").actions[0]).toBe("skip");
  });

  it("explains a provider's own code as a failed step with no way drawn", () => {
    expect(explainStuck("21610")).toMatchObject({ actions: ["retry", "skip", "migrate", "stop"] });
    expect(explainStuck("constructor").meaning).toContain("no way out is drawn");
  });
});
