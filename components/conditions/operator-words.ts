import type { ConditionLeaf } from "#core/conditions/condition.ts";
import type { ConditionOperator, FieldType } from "#core/conditions/operators.ts";
import type { Json } from "#core/json.ts";

export const OPERATOR_WORDS: Record<ConditionOperator, string> = {
  exists: "is set",
  missing: "is not set",
  eq: "is",
  ne: "is not",
  in: "is one of",
  notIn: "is none of",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "begins with",
  endsWith: "ends with",
  matches: "matches pattern",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  between: "is between",
  before: "is before",
  after: "is after",
  withinLast: "is in the last",
  withinNext: "is in the next",
  hasAny: "has any of",
  hasAll: "has all of",
  hasNone: "has none of",
};

/** What an author enters for an operator; `none` takes no value. */
export type ValueKind =
  | "none"
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "words"
  | "pair"
  | "duration"
  | "scalar";

const BY_OPERATOR: Partial<Record<ConditionOperator, ValueKind>> = {
  exists: "none",
  missing: "none",
  in: "words",
  notIn: "words",
  hasAny: "words",
  hasAll: "words",
  hasNone: "words",
  between: "pair",
  withinLast: "duration",
  withinNext: "duration",
  before: "date",
  after: "date",
  gt: "number",
  gte: "number",
  lt: "number",
  lte: "number",
};

export function valueKind(operator: ConditionOperator, type: FieldType): ValueKind {
  const known = BY_OPERATOR[operator];
  if (known) return known;
  if (type === "number" || type === "boolean") return type;
  return type === "any" && (operator === "eq" || operator === "ne") ? "scalar" : "text";
}

/** The comparison with another operator: a value that no longer fits makes way. */
export function withOperator(leaf: ConditionLeaf, op: ConditionOperator, type: FieldType): ConditionLeaf {
  const kind = valueKind(op, type);
  const same = leaf.op !== undefined && valueKind(leaf.op, type) === kind;
  const { value, within, ...rest } = leaf;
  if (kind === "none") return { ...rest, op };
  if (kind === "duration") return { ...rest, op, within: within ?? "P7D" };
  if (same) return { ...rest, op, ...(value === undefined ? {} : { value }) };
  const first = initialValue(kind, value);
  return { ...rest, op, ...(first === undefined ? {} : { value: first }) };
}

function initialValue(kind: ValueKind, before: Json | undefined): Json | undefined {
  if (kind === "boolean") return true;
  if (kind === "words") return typeof before === "string" && before !== "" ? [before] : [];
  if (kind === "text" || kind === "scalar") return typeof before === "string" ? before : "";
  return undefined;
}

/** What an author typed for a field whose type is not known: a number where it reads as one. */
export function readScalar(text: string): Json {
  const trimmed = text.trim();
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  // Digits with a leading zero or plus are phone numbers and codes, not amounts.
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
}
