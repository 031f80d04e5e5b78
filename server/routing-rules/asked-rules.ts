import { routingRuleSchema, type WriteRoutingRule } from "#core/api/routing-rules.ts";
import type { RoutingRule } from "#core/routing/routing-input.ts";
import type { RuleSetRow } from "#server/routing-rules/rule-set-view.ts";

/** Rules to be asked: the place among all of them is each one's id, since new ones have none. */
export interface AskedRules {
  /** Enabled ones alone, in their order. */
  rules: RoutingRule[];
  all: readonly { name: string }[];
}

/** A set's own rules, or those that somebody draws instead. */
export function askedRules(set: RuleSetRow, given: readonly WriteRoutingRule[] | undefined): AskedRules {
  const all = given ?? set.rules.map(readRule);
  const rules = all.flatMap(({ name, when, then, enabled }, index) =>
    enabled ? [{ id: String(index), name, when, then }] : [],
  );
  return { rules, all };
}

export function ruleAt({ all }: AskedRules, ruleId: string | null): { index: number; name: string } | null {
  const index = Number(ruleId ?? Number.NaN);
  const rule = all[index];
  return rule ? { index, name: rule.name } : null;
}

function readRule({ id, name, when, then, enabled }: RuleSetRow["rules"][number]): WriteRoutingRule {
  return routingRuleSchema.parse({ id, name, when, then, enabled });
}
