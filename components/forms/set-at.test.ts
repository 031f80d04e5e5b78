import { describe, expect, it } from "vitest";
import { getAt, setAt } from "#components/forms/set-at.ts";

const config = { text: "Hi", cases: [{ outlet: "vip" }, { outlet: "late" }] };

describe("values at a path", () => {
  it("reads through objects and lists", () => {
    expect(getAt(config, "cases.1.outlet")).toBe("late");
    expect(getAt(config, "cases.7.outlet")).toBeUndefined();
    expect(getAt(config, "text.length")).toBeUndefined();
  });

  it("sets deep down without touching the original", () => {
    expect(setAt(config, "cases.0.outlet", "gold").cases).toEqual([{ outlet: "gold" }, { outlet: "late" }]);
    expect(config.cases[0]?.outlet).toBe("vip");
  });

  it("makes the objects on the way", () => {
    expect(setAt({}, "remind.after", "PT1H")).toEqual({ remind: { after: "PT1H" } });
  });

  it("takes an entry out when the value is undefined", () => {
    expect(setAt(config, "text", undefined)).not.toHaveProperty("text");
    expect(setAt(config, "cases.0", undefined).cases).toEqual([{ outlet: "late" }]);
  });
});
