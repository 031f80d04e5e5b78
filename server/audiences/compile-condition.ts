import { audienceFieldOf } from "#core/audiences/audience-condition.ts";
import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";
import { TRUE_WHEN_MISSING } from "#core/conditions/operators.ts";
import { AppError } from "#core/errors.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { compileComparison } from "#server/audiences/compile-comparison.ts";
import { columnOf, isPresent } from "#server/audiences/contact-columns.ts";

/**
 * A condition as two predicates over a row `c` of contacts, neither of them ever null: nobody outside `possible`
 * fulfils it, everybody inside `certain` does. Where every comparison translates exactly they are one and the same.
 */
export interface CompiledCondition {
  possible: Prisma.Sql;
  certain: Prisma.Sql;
  isExact: boolean;
}

const TRUE = Prisma.sql`true`;
const FALSE = Prisma.sql`false`;

/**
 * Translates a checked condition over contact fields into SQL that means what `evaluate` means.
 * @param now epoch milliseconds
 * @throws AppError `invalid_input` for a field that is not of a contact alone
 */
export function compileCondition(condition: Condition, now: number): CompiledCondition {
  if ("all" in condition) return joined(condition.all, now, " AND ", TRUE);
  if ("any" in condition) return joined(condition.any, now, " OR ", FALSE);
  if ("not" in condition) {
    const { possible, certain, isExact } = compileCondition(condition.not, now);
    return isExact
      ? exactly(Prisma.sql`(NOT ${possible})`)
      : { possible: Prisma.sql`(NOT ${certain})`, certain: Prisma.sql`(NOT ${possible})`, isExact };
  }
  return compileLeaf(condition, now);
}

function joined(members: Condition[], now: number, word: string, empty: Prisma.Sql): CompiledCondition {
  if (members.length === 0) return exactly(empty);
  const compiled = members.map((member) => compileCondition(member, now));
  const possible = Prisma.sql`(${Prisma.join(
    compiled.map((member) => member.possible),
    word,
  )})`;
  if (compiled.every(({ isExact }) => isExact)) return exactly(possible);
  const certain = Prisma.sql`(${Prisma.join(
    compiled.map((member) => member.certain),
    word,
  )})`;
  return { possible, certain, isExact: false };
}

function compileLeaf(leaf: ConditionLeaf, now: number): CompiledCondition {
  const field = audienceFieldOf(leaf.field);
  if (!field) throw new AppError("invalid_input", `“${leaf.field}” says nothing about a contact alone.`);
  const column = columnOf(field, leaf.within, now);
  const comparison = compileComparison(leaf, column);
  if (comparison) return exactly(comparison);
  // The value's type or the database's letters keep it from SQL: the application looks at whoever has a value.
  const present = isPresent(column);
  return TRUE_WHEN_MISSING.has(leaf.op)
    ? { possible: TRUE, certain: Prisma.sql`(NOT ${present})`, isExact: false }
    : { possible: present, certain: FALSE, isExact: false };
}

function exactly(predicate: Prisma.Sql): CompiledCondition {
  return { possible: predicate, certain: predicate, isExact: true };
}
