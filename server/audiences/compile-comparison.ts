import type { ConditionLeaf } from "#core/conditions/condition.ts";
import type { ConditionOperator } from "#core/conditions/operators.ts";
import { normalizeText } from "#core/conditions/values.ts";
import type { Json } from "#core/json.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type ContactColumn, isPresent } from "#server/audiences/contact-columns.ts";

/** Each is true exactly where the other is false, missing values and other types included. */
const OPPOSITES: Partial<Record<ConditionOperator, ConditionOperator>> = {
  missing: "exists",
  ne: "eq",
  notIn: "in",
  notContains: "contains",
  hasNone: "hasAny",
};

const COMPARATORS: Partial<Record<ConditionOperator, Prisma.Sql>> = {
  gt: Prisma.sql`>`,
  gte: Prisma.sql`>=`,
  lt: Prisma.sql`<`,
  lte: Prisma.sql`<=`,
};

const FALSE = Prisma.sql`false`;

type Column = Exclude<ContactColumn, { type: "unreachable" }>;

/** A predicate that means what `evaluate` means of one comparison, and is never null; undefined where SQL has none. */
export function compileComparison(leaf: ConditionLeaf, column: ContactColumn): Prisma.Sql | undefined {
  if (column.type === "unreachable") return undefined;
  const opposite = OPPOSITES[leaf.op];
  const positive = compilePositive(opposite ?? leaf.op, leaf.value, column);
  return opposite && positive ? Prisma.sql`(NOT ${positive})` : positive;
}

function compilePositive(
  op: ConditionOperator,
  value: Json | undefined,
  column: Column,
): Prisma.Sql | undefined {
  switch (op) {
    case "exists":
      return isPresent(column);
    case "eq":
      return equalsAny(column, [value]);
    case "in":
      return equalsAny(column, listOf(value));
    case "contains":
      return onText(column, value, (text, part) => Prisma.sql`strpos(${text}, ${part}) > 0`);
    case "startsWith":
      return onText(column, value, (text, part) => Prisma.sql`starts_with(${text}, ${part})`);
    case "endsWith":
      return onText(
        column,
        value,
        (text, part) => Prisma.sql`right(${text}, char_length(${part})) = ${part}`,
      );
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return typeof value === "number" ? compareNumber(column, op, value) : FALSE;
    case "between":
      return between(column, listOf(value));
    case "hasAny":
      return hasAny(column, listOf(value));
    case "hasAll":
      return hasAll(column, listOf(value));
    default:
      // Patterns are RE2's and dates Luxon's: there is nothing in SQL that reads them alike.
      return undefined;
  }
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The texts in the form in which they are compared; null where SQL would spell one otherwise. */
function comparable(values: readonly (Json | undefined)[]): string[] | null {
  const texts = values.filter((value) => typeof value === "string").map(normalizeText);
  return texts.some((text) => /[σς\0\p{Surrogate}]/u.test(text)) ? null : texts;
}

function equalsAny(column: Column, values: readonly (Json | undefined)[]): Prisma.Sql | undefined {
  const texts = comparable(values);
  if (!texts) return undefined;
  const others = values.filter((value) => typeof value === "number" || typeof value === "boolean");
  switch (column.type) {
    case "text":
      return Prisma.sql`coalesce(comparable_text(${column.sql}) = ANY (${texts}::text[]), false)`;
    case "json":
      return isAmong(column.sql, texts, others);
    case "boolean":
      return Prisma.sql`coalesce(to_jsonb(${column.sql}) = ANY (${others.map((other) => JSON.stringify(other))}::jsonb[]), false)`;
    case "count":
      return Prisma.sql`(to_jsonb(${column.sql}) = ANY (${others.map((other) => JSON.stringify(other))}::jsonb[]))`;
    case "texts":
      return FALSE;
  }
}

/** Whether a value of JSON equals one of the texts, numbers, true or false. */
function isAmong(json: Prisma.Sql, texts: string[], others: (number | boolean)[]): Prisma.Sql {
  return Prisma.sql`coalesce(CASE jsonb_typeof(${json})
    WHEN 'string' THEN comparable_text(${json} #>> '{}') = ANY (${texts}::text[])
    ELSE ${json} = ANY (${others.map((other) => JSON.stringify(other))}::jsonb[]) END, false)`;
}

function onText(
  column: Column,
  value: Json | undefined,
  test: (text: Prisma.Sql, part: string) => Prisma.Sql,
): Prisma.Sql | undefined {
  if (typeof value !== "string") return FALSE;
  const [part] = comparable([value]) ?? [];
  if (part === undefined) return undefined;
  if (column.type === "text") {
    return Prisma.sql`coalesce(${test(Prisma.sql`comparable_text(${column.sql})`, part)}, false)`;
  }
  if (column.type !== "json") return FALSE;
  const text = Prisma.sql`comparable_text(${column.sql} #>> '{}')`;
  return Prisma.sql`coalesce(jsonb_typeof(${column.sql}) = 'string' AND ${test(text, part)}, false)`;
}

function compareNumber(column: Column, op: ConditionOperator, value: number): Prisma.Sql {
  const comparator = COMPARATORS[op] ?? Prisma.sql`=`;
  const number = Prisma.sql`${JSON.stringify(value)}::jsonb`;
  if (column.type === "count") return Prisma.sql`(to_jsonb(${column.sql}) ${comparator} ${number})`;
  if (column.type !== "json") return FALSE;
  return Prisma.sql`coalesce(jsonb_typeof(${column.sql}) = 'number' AND ${column.sql} ${comparator} ${number}, false)`;
}

/** Both ends belong to it. Between dates is not for SQL. */
function between(column: Column, [low, high]: Json[]): Prisma.Sql | undefined {
  if (typeof low !== "number" || typeof high !== "number") return undefined;
  return Prisma.sql`(${compareNumber(column, "gte", low)} AND ${compareNumber(column, "lte", high)})`;
}

function hasAny(column: Column, values: Json[]): Prisma.Sql | undefined {
  if (column.type !== "texts" && column.type !== "json") return FALSE;
  const texts = comparable(values);
  if (!texts) return undefined;
  if (column.type === "texts") {
    return Prisma.sql`EXISTS (SELECT FROM unnest(${column.sql}) AS item (value)
      WHERE comparable_text(item.value) = ANY (${texts}::text[]))`;
  }
  const others = values.filter((value) => typeof value === "number" || typeof value === "boolean");
  return Prisma.sql`EXISTS (SELECT FROM jsonb_array_elements(
      CASE jsonb_typeof(${column.sql}) WHEN 'array' THEN ${column.sql} ELSE '[]'::jsonb END) AS item (value)
    WHERE ${isAmong(Prisma.sql`item.value`, texts, others)})`;
}

/** Of a list alone, or of anything where nothing is asked for. */
function hasAll(column: Column, values: Json[]): Prisma.Sql | undefined {
  const each = values.map((value) => hasAny(column, [value]));
  if (each.length === 0) return isPresent(column);
  if (each.some((predicate) => predicate === undefined)) return undefined;
  return Prisma.sql`(${Prisma.join(each as Prisma.Sql[], " AND ")})`;
}
