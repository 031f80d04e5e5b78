import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";

/** Every comparison of a checked condition, with its dotted path inside the condition. */
export function listLeaves(condition: Condition, path = ""): { path: string; leaf: ConditionLeaf }[] {
  const prefix = path === "" ? "" : `${path}.`;
  if ("all" in condition) {
    return condition.all.flatMap((member, index) => listLeaves(member, `${prefix}all.${index}`));
  }
  if ("any" in condition) {
    return condition.any.flatMap((member, index) => listLeaves(member, `${prefix}any.${index}`));
  }
  if ("not" in condition) return listLeaves(condition.not, `${prefix}not`);
  return [{ path, leaf: condition }];
}

/** Every field that a checked condition reads, with the dotted path of its mention inside the condition. */
export function listFields(condition: Condition): { path: string; field: string }[] {
  return listLeaves(condition).map(({ path, leaf }) => ({
    path: path === "" ? "field" : `${path}.field`,
    field: leaf.field,
  }));
}
