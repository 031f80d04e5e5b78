import { describe, expect, it } from "vitest";
import { readScalar, valueKind, withOperator } from "#components/conditions/operator-words.ts";

describe("operators and their values", () => {
  it("asks for the value that fits the operator and the field", () => {
    expect(valueKind("exists", "text")).toBe("none");
    expect(valueKind("eq", "number")).toBe("number");
    expect(valueKind("eq", "text")).toBe("text");
    expect(valueKind("in", "text")).toBe("words");
    expect(valueKind("withinLast", "date")).toBe("duration");
  });

  it("keeps a value that still fits and drops one that does not", () => {
    const leaf = { field: "contact.tier", op: "eq", value: "vip" } as const;
    expect(withOperator(leaf, "ne", "text")).toEqual({ ...leaf, op: "ne" });
    expect(withOperator(leaf, "in", "text")).toEqual({ ...leaf, op: "in", value: ["vip"] });
    expect(withOperator(leaf, "exists", "text")).toEqual({ field: "contact.tier", op: "exists" });
  });

  it("starts a span of time with a week", () => {
    const leaf = { field: "message.at", op: "before", value: "2026-01-01" } as const;
    expect(withOperator(leaf, "withinLast", "date")).toEqual({
      field: "message.at",
      op: "withinLast",
      within: "P7D",
    });
  });

  it("reads numbers and yes or no from text, but no codes", () => {
    expect(readScalar("42")).toBe(42);
    expect(readScalar("-0.5")).toBe(-0.5);
    expect(readScalar("true")).toBe(true);
    expect(readScalar("0043")).toBe("0043");
    expect(readScalar("+43 1 234")).toBe("+43 1 234");
  });
});
