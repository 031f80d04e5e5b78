import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { evaluate } from "#core/conditions/evaluate.ts";
import type { Conversation, RoutingRule, RoutingRuleSet } from "#prisma/generated/client.ts";
import { conditionLookup } from "#server/conversations/condition-lookup.ts";
import type { Transaction } from "#server/platform/database.ts";

const thenSchema = z.object({
  team: z.string().optional(),
  agent: z.string().optional(),
  strategy: z.enum(["roundRobin", "leastBusy", "sticky", "manual"]).optional(),
  skills: z.array(z.object({ key: z.string(), level: z.number().default(1) })).optional(),
  priority: z.enum(["low", "normal", "high", "urgent"]).optional(),
});

export type RuleTarget = z.output<typeof thenSchema>;

export interface MatchedRule {
  ruleSet: RoutingRuleSet;
  rule: RoutingRule;
  target: RuleTarget;
}

/** The first rule, in order, whose condition holds for the conversation; of the named set or the workspace's own. */
export async function matchRule(
  tx: Transaction,
  conversation: Conversation,
  ruleSetKey: string | undefined,
): Promise<MatchedRule | null> {
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: conversation.workspaceId } });
  const where = ruleSetKey ? { key: ruleSetKey } : { id: workspace.defaultRuleSetId ?? "" };
  if (!ruleSetKey && !workspace.defaultRuleSetId) return null;
  const ruleSet = await tx.routingRuleSet.findFirst({
    where,
    include: { rules: { where: { enabled: true }, orderBy: { position: "asc" } } },
  });
  if (!ruleSet || ruleSet.rules.length === 0) return null;
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: conversation.contactId } });
  const lookup = conditionLookup(conversation, contact);
  const { rules, ...set } = ruleSet;
  for (const rule of rules) {
    const condition = conditionSchema.safeParse(rule.when);
    const target = thenSchema.safeParse(rule.then);
    if (!condition.success || !target.success) continue;
    if (evaluate(condition.data, lookup, Date.now(), workspace.timezone)) {
      return { ruleSet: set, rule, target: target.data };
    }
  }
  return null;
}
