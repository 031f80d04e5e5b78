import { describe, expect, it } from "vitest";
import { asGroup, itemPath, readTree, writeRoot, writeTree } from "#components/conditions/condition-tree.ts";
import type { Condition } from "#core/conditions/condition.ts";

const vip: Condition = { field: "contact.tier", op: "eq", value: "vip" };
const angry: Condition = { field: "message.sentiment", op: "lt", value: -0.25 };

describe("a condition as a tree", () => {
  it.each<[string, Condition]>([
    ["a group of all", { all: [vip, angry] }],
    ["a group of any", { any: [vip, { all: [angry, vip] }] }],
    ["none of a group", { not: { any: [vip, angry] } }],
    ["not all of a group", { not: { all: [vip, angry] } }],
    ["an empty group", { all: [] }],
  ])("writes %s as it was read", (_, condition) => {
    expect(writeTree(readTree(condition))).toEqual(condition);
  });

  it("draws the negation of a comparison as none of one", () => {
    expect(readTree({ not: vip })).toEqual({
      kind: "group",
      mode: "none",
      items: [{ kind: "rule", rule: vip }],
    });
  });

  it("keeps a lone comparison bare, and drops an emptied condition", () => {
    const group = asGroup(readTree(vip));
    expect(writeRoot(group)).toEqual(vip);
    expect(writeRoot({ ...group, items: [] })).toBeUndefined();
    expect(writeRoot({ ...group, mode: "none" })).toEqual({ not: { any: [vip] } });
  });

  it("names where a comparison stands, for its problems", () => {
    expect(itemPath("when", "none", 2)).toBe("when.not.any.2");
    expect(itemPath("", "all", 0)).toBe("all.0");
  });

  it("does not fall over what is no condition", () => {
    expect(readTree("rubbish")).toEqual({ kind: "rule", rule: {} });
    expect(readTree(null)).toEqual({ kind: "rule", rule: {} });
  });
});
