import { describe, expect, it } from "vitest";
import type { Condition } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";

const NOW = Date.UTC(2026, 2, 2, 10);
const FIELDS: Record<string, unknown> = {
  name: "  Zoë ",
  decomposed: "Zoe\u0308",
  age: 35,
  member: true,
  joined: "2026-02-28",
  renews: "2026-03-05T12:00:00Z",
  tags: ["VIP", "new"],
  nothing: null,
};
const lookup = (field: string, within?: number) =>
  field === "orders" ? (within === undefined ? 5 : within / 86_400_000) : FIELDS[field];
const test = (condition: Condition) => evaluate(condition, lookup, NOW);

describe("evaluate", () => {
  it.each([
    [{ field: "name", op: "eq", value: "zoë" }, true],
    [{ field: "decomposed", op: "eq", value: "ZOË" }, true],
    [{ field: "name", op: "ne", value: "zoë" }, false],
    [{ field: "name", op: "in", value: ["max", "ZOË "] }, true],
    [{ field: "name", op: "notIn", value: ["max"] }, true],
    [{ field: "name", op: "contains", value: "OË" }, true],
    [{ field: "name", op: "notContains", value: "x" }, true],
    [{ field: "name", op: "startsWith", value: "zo" }, true],
    [{ field: "name", op: "endsWith", value: "Ë" }, true],
    [{ field: "name", op: "matches", value: "^z.{2}$" }, true],
    [{ field: "name", op: "matches", value: "q" }, false],
  ] as [Condition, boolean][])("compares texts in NFC, trimmed, in any case: %j", (condition, expected) => {
    expect(test(condition)).toBe(expected);
  });

  it.each([
    [{ field: "age", op: "eq", value: 35 }, true],
    [{ field: "age", op: "ne", value: 35 }, false],
    [{ field: "age", op: "gt", value: 35 }, false],
    [{ field: "age", op: "gte", value: 35 }, true],
    [{ field: "age", op: "lt", value: 36 }, true],
    [{ field: "age", op: "lte", value: 34 }, false],
    [{ field: "age", op: "between", value: [35, 40] }, true],
    [{ field: "age", op: "between", value: [36, 40] }, false],
    [{ field: "member", op: "eq", value: true }, true],
    [{ field: "member", op: "eq", value: false }, false],
  ] as [Condition, boolean][])("compares numbers and booleans: %j", (condition, expected) => {
    expect(test(condition)).toBe(expected);
  });

  it.each([
    [{ field: "joined", op: "before", value: "2026-03-01" }, true],
    [{ field: "joined", op: "after", value: "2026-03-01" }, false],
    [{ field: "joined", op: "between", value: ["2026-02-01", "2026-02-28"] }, true],
    [{ field: "renews", op: "between", value: ["2026-03-05", "2026-03-05"] }, true],
    [{ field: "joined", op: "withinLast", within: "P3D" }, true],
    [{ field: "joined", op: "withinLast", within: "P1D" }, false],
    [{ field: "renews", op: "withinLast", within: "P9D" }, false],
    [{ field: "renews", op: "withinNext", within: "P4D" }, true],
    [{ field: "renews", op: "withinNext", value: "P1D" }, false],
    [{ field: "name", op: "before", value: "2026-03-01" }, false],
  ] as [Condition, boolean][])("compares dates: %j", (condition, expected) => {
    expect(test(condition)).toBe(expected);
  });

  it("reads dates without an offset in the zone", () => {
    const condition: Condition = { field: "joined", op: "before", value: "2026-02-27T23:30:00Z" };
    expect(evaluate(condition, lookup, NOW, "Europe/Vienna")).toBe(true);
    expect(evaluate(condition, lookup, NOW, "UTC")).toBe(false);
  });

  it.each([
    [{ field: "tags", op: "hasAny", value: ["vip", "gold"] }, true],
    [{ field: "tags", op: "hasAll", value: ["vip", "gold"] }, false],
    [{ field: "tags", op: "hasAll", value: ["vip", "NEW"] }, true],
    [{ field: "tags", op: "hasNone", value: ["gold"] }, true],
    [{ field: "tags", op: "hasNone", value: ["vip"] }, false],
  ] as [Condition, boolean][])("looks into lists: %j", (condition, expected) => {
    expect(test(condition)).toBe(expected);
  });

  it("is false of a missing field but for missing, ne, notIn, notContains and hasNone", () => {
    const holding = ["missing", "ne", "notIn", "notContains", "hasNone"];
    const all = [
      ...holding,
      "exists",
      "eq",
      "in",
      "contains",
      "startsWith",
      "endsWith",
      "matches",
      "gt",
      "gte",
    ];
    for (const op of [
      ...all,
      "lt",
      "lte",
      "between",
      "before",
      "after",
      "withinLast",
      "withinNext",
      "hasAny",
      "hasAll",
    ]) {
      for (const field of ["nothing", "unheard"]) {
        const condition = { field, op, value: "x", within: "P1D" } as Condition;
        expect(`${op} ${test(condition)}`).toBe(`${op} ${holding.includes(op)}`);
      }
    }
  });

  it("joins conditions; an empty all is true, an empty any false", () => {
    const yes: Condition = { field: "age", op: "exists" };
    const no: Condition = { not: yes };
    expect(test({ all: [] })).toBe(true);
    expect(test({ any: [] })).toBe(false);
    expect(test({ all: [yes, no] })).toBe(false);
    expect(test({ any: [no, yes] })).toBe(true);
  });

  it("treats a value of another type as unequal", () => {
    expect(test({ field: "age", op: "eq", value: "35" })).toBe(false);
    expect(test({ field: "name", op: "gt", value: 1 })).toBe(false);
    expect(test({ field: "name", op: "hasAny", value: ["zoë"] })).toBe(false);
  });

  it("counts events within a time", () => {
    expect(test({ field: "orders", op: "eq", value: 5 })).toBe(true);
    expect(test({ field: "orders", op: "eq", value: 30, within: "P30D" })).toBe(true);
  });

  it("matches hostile patterns in linear time", () => {
    const long = `${"a".repeat(9_999)}!`;
    const started = performance.now();
    expect(evaluate({ field: "f", op: "matches", value: "^(a+)+$" }, () => long, NOW)).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
