import { describe, expect, it } from "vitest";
import { reachesTier } from "#core/routing/reaches-tier.ts";

const ORDER = ["silver", "gold", "platinum"];

describe("a customer's tier", () => {
  it("reaches itself and what is below it, in any case", () => {
    expect(reachesTier(ORDER, "Gold ", "gold")).toBe(true);
    expect(reachesTier(ORDER, "platinum", "silver")).toBe(true);
    expect(reachesTier(ORDER, "silver", "gold")).toBe(false);
  });

  it("reaches only itself where it has no place in the order", () => {
    expect(reachesTier([], "platinum", "gold")).toBe(false);
    expect(reachesTier([], "gold", "gold")).toBe(true);
    expect(reachesTier(ORDER, "platinum", "partner")).toBe(false);
    expect(reachesTier(ORDER, "partner", "silver")).toBe(false);
  });

  it("of nobody's kind reaches none", () => expect(reachesTier(ORDER, null, "silver")).toBe(false));
});
