import { audienceFieldOf } from "#core/audiences/audience-condition.ts";
import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";
import { parseDate } from "#core/conditions/values.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { createLookup } from "#core/journey/variable-scope.ts";
import type { Facts } from "#core/journey/variables.ts";

/**
 * The next moment (epoch ms) at which time alone may change whether somebody fulfils a condition; null where only a
 * change of theirs can. It may also change nothing: whoever looks then, looks again for the next.
 */
export function nextChangeAt(condition: Condition, facts: Facts, now: number): number | null {
  let next: number | null = null;
  for (const leaf of leavesOf(condition)) {
    for (const at of momentsOf(leaf, facts, now)) {
      if (at > now && (next === null || at < next)) next = at;
    }
  }
  return next;
}

/** Whether time alone can change whom a condition means. */
export function dependsOnTime(condition: Condition): boolean {
  return leavesOf(condition).some(({ field, op, within }) => {
    if (op === "withinLast" || op === "withinNext") return true;
    return within !== undefined && audienceFieldOf(field)?.kind === "events";
  });
}

function leavesOf(condition: Condition): ConditionLeaf[] {
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  if ("not" in condition) return leavesOf(condition.not);
  return [condition];
}

function momentsOf(leaf: ConditionLeaf, facts: Facts, now: number): number[] {
  const field = audienceFieldOf(leaf.field);
  if (field?.kind === "events") {
    if (leaf.within === undefined) return [];
    // An event counts up to and including the last millisecond of the span.
    const span = durationToMilliseconds(leaf.within);
    return (facts.events?.[field.name] ?? []).map((time) => time + span + 1);
  }
  if (leaf.op !== "withinLast" && leaf.op !== "withinNext") return [];
  const value = createLookup({ facts, vars: {}, run: null, now })(leaf.field);
  const date = parseDate(value, facts.workspace.timezone);
  if (date === null) return [];
  const span = durationToMilliseconds(leaf.within ?? String(leaf.value));
  return leaf.op === "withinLast" ? [date, date + span + 1] : [date - span, date + 1];
}
