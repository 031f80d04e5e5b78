import { describe, expect, it } from "vitest";
import { closestName, suggestName } from "#core/did-you-mean.ts";

describe("closestName", () => {
  it.each([
    ["timout", "timeout"],
    ["Timeout", "timeout"],
    ["fro", "for"],
    ["purpsoe", "purpose"],
  ])("for %s finds %s", (written, meant) => {
    expect(closestName(written, ["timeout", "for", "purpose"])).toBe(meant);
  });

  it("finds nothing for what is far from everything", () => {
    expect(closestName("elephant", ["timeout", "for"])).toBeUndefined();
    expect(closestName("x".repeat(10_000), ["timeout"])).toBeUndefined();
  });
});

describe("suggestName", () => {
  it("lists what there is where nothing is close and the list is short", () => {
    expect(suggestName("elephant", ["next", "failed"])).toBe("Known here: next, failed");
    expect(suggestName("elephant", [])).toBeUndefined();
  });
});
