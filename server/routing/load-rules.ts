import { conditionSchema } from "#core/conditions/condition.ts";
import type { RoutingRule } from "#core/routing/routing-input.ts";
import { ruleTargetSchema } from "#core/routing/rule-target.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { RoutingWorld } from "#server/routing/load-world.ts";

/** A set of rules as `route` follows it, and which revision it was. */
export interface LoadedRules {
  ruleSet: { id: string; revision: number } | null;
  rules: RoutingRule[];
}

/**
 * The rules of a set in their order, or the workspace's own; none where it is not there. A rule that cannot be read
 * is left out.
 */
export async function loadRules(
  tx: Transaction,
  { defaultRuleSetId }: RoutingWorld,
  key: string | undefined,
): Promise<LoadedRules> {
  if (key === undefined && !defaultRuleSetId) return { ruleSet: null, rules: [] };
  const found = await tx.routingRuleSet.findFirst({
    where: { archivedAt: null, ...(key === undefined ? { id: defaultRuleSetId ?? "" } : { key }) },
    include: { rules: { where: { enabled: true }, orderBy: { position: "asc" } } },
  });
  const rules = (found?.rules ?? []).flatMap(({ id, name, when, then }) => {
    const condition = conditionSchema.safeParse(when);
    const target = ruleTargetSchema.safeParse(then);
    // biome-ignore lint/suspicious/noThenProperty: a rule reads “when …, then …”; it is never awaited
    return condition.success && target.success ? [{ id, name, when: condition.data, then: target.data }] : [];
  });
  return { ruleSet: found && { id: found.id, revision: found.revision }, rules };
}
