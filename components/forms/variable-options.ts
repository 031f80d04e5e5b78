import type { VariableOption } from "#components/forms/form-scope.tsx";
import { FIELDS } from "#core/conditions/fields.ts";

/** What can be read here, saved answers first: known fields, and open namespaces as they are. */
export function variableOptions(
  use: "templates" | "conditions",
  savedVariables: readonly string[],
): VariableOption[] {
  const saved = savedVariables.map((name) => ({
    path: `vars.${name}`,
    label: `saved answer “${name}”`,
    group: "Saved in this journey",
  }));
  const known = FIELDS.filter((field) => field.only === undefined || field.only === use).map((field) => ({
    path: field.path,
    label: field.label,
    group: field.group,
  }));
  return [...saved, ...known];
}
