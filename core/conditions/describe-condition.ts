import { findField } from "#core/conditions/fields.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";

const VERBS: Record<string, string> = {
  exists: "is set",
  missing: "is not set",
  eq: "is",
  ne: "is not",
  in: "is one of",
  notIn: "is none of",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  between: "is between",
  before: "is before",
  after: "is after",
  withinLast: "was within the last",
  withinNext: "is within the next",
  hasAny: "has any of",
  hasAll: "has all of",
  hasNone: "has none of",
};

const MAXIMUM_DEPTH = 8;

/** A condition as a sentence; never throws, whatever it is given. */
export function describeCondition(condition: unknown): string {
  return sentenceOf(condition, 0) || "a condition holds";
}

function sentenceOf(condition: unknown, depth: number): string {
  if (typeof condition !== "object" || condition === null) return "";
  if (depth > MAXIMUM_DEPTH) return "…";
  const record = condition as Record<string, unknown>;
  if (Array.isArray(record.all)) return describeGroup(record.all, "and", "always", depth);
  if (Array.isArray(record.any)) return describeGroup(record.any, "or", "never", depth);
  if ("not" in record) return `not (${sentenceOf(record.not, depth + 1) || "…"})`;
  return describeLeaf(record);
}

function describeGroup(members: unknown[], word: string, empty: string, depth: number): string {
  const parts = members.map((member) => {
    const text = sentenceOf(member, depth + 1) || "…";
    const isGroup = typeof member === "object" && member !== null && ("all" in member || "any" in member);
    return isGroup && members.length > 1 ? `(${text})` : text;
  });
  return parts.length === 0 ? empty : parts.join(` ${word} `);
}

function describeLeaf({ field, op, value, within }: Record<string, unknown>): string {
  if (typeof field !== "string" || field === "") return "";
  const verb = typeof op === "string" && Object.hasOwn(VERBS, op) ? VERBS[op] : "…";
  const subject = describeField(field);
  const span = within ?? value;
  if (op === "exists" || op === "missing") return `${subject} ${verb}`;
  if (op === "withinLast" || op === "withinNext") return `${subject} ${verb} ${describeDuration(span)}`;
  const since = within === undefined ? "" : ` in the last ${describeDuration(within)}`;
  return `${subject} ${verb} ${describeValue(value, op)}${since}`;
}

function describeField(path: string): string {
  const field = findField(path);
  if (!field) return path;
  if (!field.path.includes("*")) return field.label;
  const names = path.split(".").filter((part, index) => part !== field.path.split(".")[index]);
  return names.length === 0 ? field.label : `${field.label} ${names.join(" ")}`;
}

function describeValue(value: unknown, op: unknown): string {
  if (Array.isArray(value)) {
    const word = op === "between" || op === "hasAll" ? "and" : "or";
    const texts = value.slice(0, 5).map((item) => describeValue(item, op));
    if (value.length > 5) texts.push(`${value.length - 5} more`);
    return texts.length < 2
      ? (texts[0] ?? "nothing")
      : `${texts.slice(0, -1).join(", ")} ${word} ${texts[texts.length - 1]}`;
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}/.test(value) ? value : `“${value.slice(0, 60)}”`;
  return typeof value === "number" ? String(value) : "…";
}
