import { findField } from "#core/conditions/fields.ts";
import {
  CONDITION_OPERATORS,
  type ConditionOperator,
  type FieldType,
  isConditionOperator,
  OPERATORS_BY_TYPE,
} from "#core/conditions/operators.ts";
import { compilePattern } from "#core/conditions/pattern.ts";
import { parseDate } from "#core/conditions/values.ts";
import { suggestName } from "#core/did-you-mean.ts";
import { durationSchema } from "#core/duration/duration.ts";

export const MAXIMUM_CONDITION_DEPTH = 8;
export const MAXIMUM_CONDITION_LEAVES = 200;

export interface ConditionFault {
  path: (string | number)[];
  message: string;
  hint?: string;
  problem: "missing_config" | "invalid_config" | "unknown_config";
}

type Entry = { value: unknown; path: (string | number)[]; depth: number };
type Report = (fault: ConditionFault) => void;

/** Groups, and comparisons not looked at yet. */
const MAXIMUM_PARTS = 1000;

const TOO_DEEP = invalid(
  [],
  `The condition is nested deeper than ${MAXIMUM_CONDITION_DEPTH} levels`,
  "Split it over several branches.",
);
const TOO_LARGE = invalid(
  [],
  `The condition has more than ${MAXIMUM_CONDITION_LEAVES} comparisons`,
  "Use “in” with a list, or an audience.",
);

const GROUPS = ["all", "any", "not"] as const;
const LEAF_KEYS = ["field", "op", "value", "within"];

/** Everything wrong with what should be a condition: its form, its limits, its fields' types. */
export function findConditionFaults(root: unknown): ConditionFault[] {
  const faults: ConditionFault[] = [];
  const pending: Entry[] = [{ value: root, path: [], depth: 1 }];
  let leaves = 0;
  let groups = 0;
  for (let entry = pending.shift(); entry && faults.length < 20; entry = pending.shift()) {
    if (entry.depth > MAXIMUM_CONDITION_DEPTH) return [TOO_DEEP];
    const children = childrenOf(entry, (fault) => faults.push(fault));
    if (children) groups += 1;
    else leaves += 1;
    pending.push(...(children ?? []));
    if (leaves > MAXIMUM_CONDITION_LEAVES || groups + pending.length > MAXIMUM_PARTS) return [TOO_LARGE];
  }
  return faults;
}

function invalid(path: (string | number)[], message: string, hint?: string): ConditionFault {
  return { path, message, problem: "invalid_config", ...(hint === undefined ? {} : { hint }) };
}

/** The conditions inside a group; null of a comparison, which is checked at once. */
function childrenOf({ value, path, depth }: Entry, report: Report): Entry[] | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    report({
      ...invalid(
        path,
        "A condition is missing here",
        "Write {field, op, value}, or a group {all: […]}, {any: […]}, {not: …}.",
      ),
      problem: value === undefined ? "missing_config" : "invalid_config",
    });
    return null;
  }
  const record = value as Record<string, unknown>;
  const group = GROUPS.find((name) => Object.hasOwn(record, name));
  if (!group) {
    checkLeaf(record, path, report);
    return null;
  }
  reportUnknownKeys(record, [group], path, report);
  if (group === "not") return [{ value: record.not, path: [...path, "not"], depth: depth + 1 }];
  const members = record[group];
  if (!Array.isArray(members)) {
    report(invalid([...path, group], `“${group}” holds a list of conditions`));
    return [];
  }
  if (members.length > MAXIMUM_PARTS) {
    report(TOO_LARGE);
    return [];
  }
  return members.map((member, index) => ({ value: member, path: [...path, group, index], depth: depth + 1 }));
}

function reportUnknownKeys(record: object, known: string[], path: (string | number)[], report: Report) {
  for (const key of Object.keys(record)) {
    if (known.includes(key)) continue;
    const hint = suggestName(key, known);
    report({
      path: [...path, key],
      message: `A condition has no “${key}”`,
      problem: "unknown_config",
      ...(hint ? { hint } : {}),
    });
  }
}

function checkLeaf(leaf: Record<string, unknown>, path: (string | number)[], report: Report) {
  reportUnknownKeys(leaf, LEAF_KEYS, path, report);
  const { field, op } = leaf;
  if (typeof field !== "string" || field === "") {
    const problem = field === undefined || field === "" ? "missing_config" : "invalid_config";
    report({ path: [...path, "field"], message: "Choose the field to compare", problem });
    return;
  }
  if (field.length > 300) return report(invalid([...path, "field"], "The field’s name is too long"));
  if (!isConditionOperator(op)) {
    const hint = typeof op === "string" ? suggestName(op, CONDITION_OPERATORS) : undefined;
    const message =
      op === undefined ? "Choose how to compare" : `“${String(op).slice(0, 40)}” is no comparison`;
    report({
      ...invalid([...path, "op"], message, hint),
      problem: op === undefined ? "missing_config" : "invalid_config",
    });
    return;
  }
  // An unknown field is told as unknown_variable by the compiler, which knows the journey's own variables.
  const type = findField(field)?.type ?? "any";
  const fitting = OPERATORS_BY_TYPE[type];
  if (!fitting.includes(op)) {
    report(
      invalid(
        [...path, "op"],
        `“${op}” does not fit ${field}, which holds ${NOUNS[type]}`,
        `Use one of ${fitting.join(", ")}.`,
      ),
    );
    return;
  }
  checkWithin(leaf, op, field, path, report);
  const wanted = wantedValue(op, type);
  if (wanted.accepts(leaf.value)) return;
  const missing = leaf.value === undefined;
  report({
    ...invalid([...path, "value"], `${field} ${op} compares with ${wanted.noun}`),
    problem: missing ? "missing_config" : "invalid_config",
  });
}

function checkWithin(
  leaf: Record<string, unknown>,
  op: ConditionOperator,
  field: string,
  path: (string | number)[],
  report: Report,
) {
  const needs = op === "withinLast" || op === "withinNext";
  const span = leaf.within ?? (needs ? leaf.value : undefined);
  if (span === undefined) {
    if (needs)
      report({
        path: [...path, "within"],
        message: `“${op}” needs a duration`,
        problem: "missing_config",
        hint: "Such as P7D.",
      });
    return;
  }
  if (!needs && !field.startsWith("events.")) {
    report(invalid([...path, "within"], `“within” has no meaning for ${field} ${op}`));
  } else if (!durationSchema.safeParse(span).success) {
    report(invalid([...path, "within"], "Write a duration longer than zero in ISO 8601, such as P7D"));
  }
}

const NOUNS: Record<FieldType, string> = {
  text: "text",
  number: "a number",
  boolean: "yes or no",
  date: "a date",
  list: "a list",
  any: "any value",
};

interface Wanted {
  noun: string;
  accepts(value: unknown): boolean;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 10_000;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isDate = (value: unknown) => isText(value) && parseDate(value, "UTC") !== null;
const isScalar = (value: unknown) => isText(value) || isNumber(value) || typeof value === "boolean";
const isListOf = (item: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length <= 1000 && value.every(item);
const isPairOf = (item: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length === 2 && value.every(item);

const TEXT: Wanted = { noun: "a text", accepts: isText };
const NUMBER: Wanted = { noun: "a number", accepts: isNumber };
const DATE: Wanted = { noun: "an ISO date or date-time", accepts: isDate };
const NOTHING: Wanted = { noun: "nothing", accepts: () => true };
const TEXTS: Wanted = { noun: "a list of texts", accepts: isListOf(isText) };
const SCALARS: Wanted = { noun: "a list of texts or numbers", accepts: isListOf(isScalar) };

function wantedEqual(type: FieldType): Wanted {
  if (type === "number") return NUMBER;
  if (type === "boolean") return { noun: "true or false", accepts: (value) => typeof value === "boolean" };
  return type === "text" ? TEXT : { noun: "a text, a number, true or false", accepts: isScalar };
}

function wantedBetween(type: FieldType): Wanted {
  if (type === "number") return { noun: "two numbers", accepts: isPairOf(isNumber) };
  if (type === "date") return { noun: "two ISO dates", accepts: isPairOf(isDate) };
  return {
    noun: "two numbers or two dates",
    accepts: (value) => isPairOf(isNumber)(value) || isPairOf(isDate)(value),
  };
}

function wantedValue(op: ConditionOperator, type: FieldType): Wanted {
  switch (op) {
    case "exists":
    case "missing":
    case "withinLast":
    case "withinNext":
      return NOTHING;
    case "eq":
    case "ne":
      return wantedEqual(type);
    case "in":
    case "notIn":
      return type === "text" ? TEXTS : SCALARS;
    case "hasAny":
    case "hasAll":
    case "hasNone":
      return SCALARS;
    case "between":
      return wantedBetween(type);
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return NUMBER;
    case "before":
    case "after":
      return DATE;
    case "matches":
      return {
        noun: "a regular expression that RE2 understands",
        accepts: (value) => isText(value) && compilePattern(value) !== null,
      };
    default:
      return TEXT;
  }
}
