export const CONDITION_OPERATORS = [
  "exists",
  "missing",
  "eq",
  "ne",
  "in",
  "notIn",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "before",
  "after",
  "withinLast",
  "withinNext",
  "hasAny",
  "hasAll",
  "hasNone",
] as const;

export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

/** What a field holds. `any` is a value whose type its author alone knows, such as an attribute. */
export type FieldType = "text" | "number" | "boolean" | "date" | "list" | "any";

const ALWAYS: readonly ConditionOperator[] = ["exists", "missing"];

/** The operators that fit each type of field. */
export const OPERATORS_BY_TYPE: Record<FieldType, readonly ConditionOperator[]> = {
  text: [
    ...ALWAYS,
    "eq",
    "ne",
    "in",
    "notIn",
    "contains",
    "notContains",
    "startsWith",
    "endsWith",
    "matches",
  ],
  number: [...ALWAYS, "eq", "ne", "gt", "gte", "lt", "lte", "between"],
  boolean: [...ALWAYS, "eq"],
  date: [...ALWAYS, "before", "after", "between", "withinLast", "withinNext"],
  list: [...ALWAYS, "hasAny", "hasAll", "hasNone"],
  any: CONDITION_OPERATORS,
};

/** Operators that are true of a missing field; every other one is false of it. */
export const TRUE_WHEN_MISSING: ReadonlySet<ConditionOperator> = new Set<ConditionOperator>([
  "missing",
  "ne",
  "notIn",
  "notContains",
  "hasNone",
]);

export function isConditionOperator(value: unknown): value is ConditionOperator {
  return typeof value === "string" && (CONDITION_OPERATORS as readonly string[]).includes(value);
}
