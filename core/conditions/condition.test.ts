import { describe, expect, it } from "vitest";
import { findConditionFaults } from "#core/conditions/check-condition.ts";
import { type Condition, conditionSchema } from "#core/conditions/condition.ts";
import { OPERATORS_BY_TYPE } from "#core/conditions/operators.ts";

const faultsOf = (condition: unknown) =>
  findConditionFaults(condition).map(({ path, problem }) => `${problem} ${path.join(".")}`);

function nest(depth: number): Condition {
  let condition: Condition = { field: "message.text", op: "exists" };
  for (let level = 1; level < depth; level += 1) condition = { not: condition };
  return condition;
}

describe("conditionSchema", () => {
  it("accepts groups, comparisons and every operator that fits its field", () => {
    const values: Record<string, unknown> = { in: ["a"], notIn: ["a"], between: [1, 2], matches: "^a+$" };
    for (const op of OPERATORS_BY_TYPE.text) {
      expect(faultsOf({ field: "message.text", op, value: values[op] ?? "a" })).toEqual([]);
    }
    for (const op of OPERATORS_BY_TYPE.number) {
      expect(faultsOf({ field: "message.sentiment", op, value: values[op] ?? 1 })).toEqual([]);
    }
    for (const op of OPERATORS_BY_TYPE.list) {
      expect(faultsOf({ field: "contact.tags", op, value: ["a"] })).toEqual([]);
    }
    const date = { between: ["2026-01-01", "2026-02-01"] } as Record<string, unknown>;
    for (const op of OPERATORS_BY_TYPE.date) {
      const within = op.startsWith("within") ? { within: "P1D" } : {};
      expect(faultsOf({ field: "message.at", op, value: date[op] ?? "2026-01-01", ...within })).toEqual([]);
    }
    expect(conditionSchema.safeParse({ all: [{ any: [] }, { not: { all: [] } }] }).success).toBe(true);
  });

  it("refuses an operator that does not fit the type of the field, and says which do", () => {
    const [fault] = findConditionFaults({ field: "contact.tags", op: "contains", value: "vip" });
    expect(fault).toMatchObject({ path: ["op"], problem: "invalid_config" });
    expect(fault?.hint).toContain("hasAny");
  });

  it.each([
    [{ field: "message.text", op: "eq", value: 5 }, "invalid_config value"],
    [{ field: "message.sentiment", op: "lt", value: "low" }, "invalid_config value"],
    [{ field: "message.sentiment", op: "between", value: [1] }, "invalid_config value"],
    [{ field: "message.at", op: "before", value: "soon" }, "invalid_config value"],
    [{ field: "hours.main.open", op: "eq", value: "yes" }, "invalid_config value"],
    [{ field: "message.text", op: "matches", value: "(?=a)" }, "invalid_config value"],
    [{ field: "message.text", op: "eq" }, "missing_config value"],
    [{ field: "message.at", op: "withinLast" }, "missing_config within"],
    [{ field: "message.at", op: "withinLast", within: "7 days" }, "invalid_config within"],
    [{ field: "message.text", op: "eq", value: "a", within: "P1D" }, "invalid_config within"],
    [{ field: "message.text", op: "equals", value: "a" }, "invalid_config op"],
    [{ field: "message.text" }, "missing_config op"],
    [{ op: "exists" }, "missing_config field"],
    [{ field: "message.text", op: "exists", colour: 1 }, "unknown_config colour"],
    [{ all: {} }, "invalid_config all"],
    [{ all: ["x"] }, "invalid_config all.0"],
    [{ all: [], any: [] }, "unknown_config any"],
    [undefined, "missing_config "],
    [[], "invalid_config "],
  ])("says where %j is wrong", (condition, expected) => {
    expect(faultsOf(condition)).toEqual([expected]);
  });

  it("allows eight levels and two hundred comparisons, and no more", () => {
    expect(faultsOf(nest(8))).toEqual([]);
    expect(findConditionFaults(nest(9))[0]?.message).toContain("deeper than 8");
    const leaf = { field: "message.text", op: "exists" };
    expect(faultsOf({ any: Array(200).fill(leaf) })).toEqual([]);
    expect(findConditionFaults({ any: Array(201).fill(leaf) })[0]?.message).toContain("more than 200");
  });

  it("stands conditions that are very deep, very wide or cyclic", () => {
    const cyclic: { all: unknown[] } = { all: [] };
    cyclic.all.push(cyclic, cyclic, cyclic);
    for (const hostile of [nest(100_000), { all: Array(1_000_000).fill({ all: [] }) }, cyclic]) {
      const started = performance.now();
      expect(findConditionFaults(hostile).length).toBeGreaterThan(0);
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});
