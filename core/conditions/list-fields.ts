import type { Condition } from "#core/conditions/condition.ts";

/** Every field that a checked condition reads, with the dotted path of its mention inside the condition. */
export function listFields(condition: Condition, path = ""): { path: string; field: string }[] {
  const prefix = path === "" ? "" : `${path}.`;
  if ("all" in condition) {
    return condition.all.flatMap((member, index) => listFields(member, `${prefix}all.${index}`));
  }
  if ("any" in condition) {
    return condition.any.flatMap((member, index) => listFields(member, `${prefix}any.${index}`));
  }
  if ("not" in condition) return listFields(condition.not, `${prefix}not`);
  return [{ path: `${prefix}field`, field: condition.field }];
}
