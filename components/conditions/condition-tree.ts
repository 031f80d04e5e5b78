import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";
import { isRecord } from "#core/json.ts";

/** all: every one is true. any: at least one. none: not one. notAll: at least one is false. */
export type GroupMode = "all" | "any" | "none" | "notAll";

export interface GroupItem {
  kind: "group";
  mode: GroupMode;
  items: TreeItem[];
}

export interface RuleItem {
  kind: "rule";
  rule: ConditionLeaf;
}

/** A condition as it is drawn: groups with a word at their head, and comparisons in them. */
export type TreeItem = GroupItem | RuleItem;

export const GROUP_WORDS: Record<GroupMode, string> = {
  all: "All of these are true",
  any: "Any of these is true",
  none: "None of these is true",
  notAll: "Not all of these are true",
};

/** The path below a group's own path under which its items stand in the condition. */
const PATHS: Record<GroupMode, string> = { all: "all", any: "any", none: "not.any", notAll: "not.all" };

export function itemPath(path: string, mode: GroupMode, index: number): string {
  return [path, PATHS[mode], index].filter((part) => part !== "").join(".");
}

/** Reads whatever is stored, broken conditions included: what makes no sense becomes an empty comparison. */
export function readTree(condition: unknown): TreeItem {
  const record = isRecord(condition) ? condition : {};
  if (Array.isArray(record.all)) return { kind: "group", mode: "all", items: record.all.map(readTree) };
  if (Array.isArray(record.any)) return { kind: "group", mode: "any", items: record.any.map(readTree) };
  if (!("not" in record)) return { kind: "rule", rule: record as unknown as ConditionLeaf };
  const inner = readTree(record.not);
  if (inner.kind === "group" && inner.mode === "all") return { ...inner, mode: "notAll" };
  if (inner.kind === "group" && inner.mode === "any") return { ...inner, mode: "none" };
  return { kind: "group", mode: "none", items: [inner] };
}

export function writeTree(item: TreeItem): Condition {
  if (item.kind === "rule") return item.rule;
  const items = item.items.map(writeTree);
  switch (item.mode) {
    case "all":
      return { all: items };
    case "any":
      return { any: items };
    case "none":
      return { not: { any: items } };
    case "notAll":
      return { not: { all: items } };
  }
}

/** A condition that is one comparison is drawn as a group of one, so that another can be added. */
export function asGroup(item: TreeItem): GroupItem {
  return item.kind === "group" ? item : { kind: "group", mode: "all", items: [item] };
}

/** Writes a top group back; a lone comparison needs no group around it. */
export function writeRoot(group: GroupItem): Condition | undefined {
  const [first, ...rest] = group.items;
  if (!first) return undefined;
  if (rest.length === 0 && first.kind === "rule" && (group.mode === "all" || group.mode === "any"))
    return first.rule;
  return writeTree(group);
}
