import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";
import { TRUE_WHEN_MISSING } from "#core/conditions/operators.ts";
import { matchesAnywhere } from "#core/conditions/pattern.ts";
import { normalizeText, parseDate } from "#core/conditions/values.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";

/**
 * The value of a field, or undefined. `within` (milliseconds) narrows a count of events to those since.
 */
export type FieldLookup = (field: string, within?: number) => unknown;

/**
 * Whether a checked condition holds. Texts compare NFC, trimmed, in any case; a missing field (undefined or
 * null) makes every comparison false but `missing ne notIn notContains hasNone`; a value of another type
 * than the comparison's equals nothing.
 * @param now epoch milliseconds
 * @param zone IANA zone in which dates without an offset are read
 */
export function evaluate(condition: Condition, lookup: FieldLookup, now: number, zone = "UTC"): boolean {
  if ("all" in condition) return condition.all.every((member) => evaluate(member, lookup, now, zone));
  if ("any" in condition) return condition.any.some((member) => evaluate(member, lookup, now, zone));
  if ("not" in condition) return !evaluate(condition.not, lookup, now, zone);
  const within = condition.within === undefined ? undefined : durationToMilliseconds(condition.within);
  const actual = lookup(condition.field, within);
  if (actual === undefined || actual === null) return TRUE_WHEN_MISSING.has(condition.op);
  return compare(condition, actual, now, zone);
}

function compare(leaf: ConditionLeaf, actual: unknown, now: number, zone: string): boolean {
  const { op, value } = leaf;
  switch (op) {
    case "exists":
      return true;
    case "missing":
      return false;
    case "eq":
      return isEqual(actual, value);
    case "ne":
      return !isEqual(actual, value);
    case "in":
      return asList(value).some((member) => isEqual(actual, member));
    case "notIn":
      return !asList(value).some((member) => isEqual(actual, member));
    case "contains":
      return compareTexts(actual, value, (text, part) => text.includes(part));
    case "notContains":
      return !compareTexts(actual, value, (text, part) => text.includes(part));
    case "startsWith":
      return compareTexts(actual, value, (text, part) => text.startsWith(part));
    case "endsWith":
      return compareTexts(actual, value, (text, part) => text.endsWith(part));
    case "matches":
      return (
        typeof actual === "string" &&
        typeof value === "string" &&
        matchesAnywhere(value, actual.normalize("NFC").trim())
      );
    case "gt":
      return compareNumbers(actual, value, (left, right) => left > right);
    case "gte":
      return compareNumbers(actual, value, (left, right) => left >= right);
    case "lt":
      return compareNumbers(actual, value, (left, right) => left < right);
    case "lte":
      return compareNumbers(actual, value, (left, right) => left <= right);
    case "between":
      return isBetween(actual, value, zone);
    case "hasAny":
      return asList(value).some((member) => hasMember(actual, member));
    case "hasAll":
      return asList(value).every((member) => hasMember(actual, member));
    case "hasNone":
      return !asList(value).some((member) => hasMember(actual, member));
    default:
      return compareDates(leaf, actual, now, zone);
  }
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left === "string" && typeof right === "string")
    return normalizeText(left) === normalizeText(right);
  return left === right;
}

function hasMember(actual: unknown, member: unknown): boolean {
  return Array.isArray(actual) && actual.some((item) => isEqual(item, member));
}

function compareTexts(left: unknown, right: unknown, test: (text: string, part: string) => boolean): boolean {
  if (typeof left !== "string" || typeof right !== "string") return false;
  return test(normalizeText(left), normalizeText(right));
}

function compareNumbers(
  left: unknown,
  right: unknown,
  test: (left: number, right: number) => boolean,
): boolean {
  return typeof left === "number" && typeof right === "number" && test(left, right);
}

/** Both ends belong to it; a date without a time as the later end means the whole of that day. */
function isBetween(actual: unknown, value: unknown, zone: string): boolean {
  const [low, high] = asList(value);
  if (typeof low === "number" && typeof high === "number") {
    return typeof actual === "number" && actual >= low && actual <= high;
  }
  const at = parseDate(actual, zone);
  const from = parseDate(low, zone);
  const to = parseDate(high, zone);
  if (at === null || from === null || to === null) return false;
  const wholeDay = typeof high === "string" && /^\d{4}-\d{2}-\d{2}$/.test(high.trim());
  return at >= from && (wholeDay ? at < to + 86_400_000 : at <= to);
}

function compareDates(leaf: ConditionLeaf, actual: unknown, now: number, zone: string): boolean {
  const at = parseDate(actual, zone);
  if (at === null) return false;
  if (leaf.op === "before" || leaf.op === "after") {
    const other = parseDate(leaf.value, zone);
    if (other === null) return false;
    return leaf.op === "before" ? at < other : at > other;
  }
  const span = durationToMilliseconds(leaf.within ?? String(leaf.value));
  if (leaf.op === "withinLast") return at <= now && at >= now - span;
  return leaf.op === "withinNext" && at >= now && at <= now + span;
}
