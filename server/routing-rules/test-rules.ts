import type { MadeUpConversation, RoutingTest, TestRoutingRules } from "#core/api/routing-trials.ts";
import { route } from "#core/routing/route.ts";
import type { RoutingConversation, RoutingInput } from "#core/routing/routing-input.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld } from "#server/routing/load-world.ts";
import { askedRules, ruleAt } from "#server/routing-rules/asked-rules.ts";
import { checkRules } from "#server/routing-rules/check-rules.ts";
import { loadNames } from "#server/routing-rules/name-people.ts";
import { findRuleSet } from "#server/routing-rules/rule-set-view.ts";

/**
 * Who would get a conversation if it came now, with everybody who was looked at. Nothing is written.
 * @throws AppError `has_problems` with what is wrong with the rules given, `not_found` for a conversation not seen
 */
export async function testRules(
  actor: Actor,
  idOrKey: string,
  { rules: given, conversationId, conversation }: TestRoutingRules,
): Promise<RoutingTest> {
  authorize(actor, "routing.edit");
  return transact(actor, async (tx) => {
    const set = await findRuleSet(tx, idOrKey);
    if (given) await checkRules(tx, given);
    const asked = askedRules(set, given);
    const input =
      conversationId === undefined
        ? await madeUpInput(tx, actor, conversation as MadeUpConversation)
        : await realInput(tx, actor, conversationId);
    const decision = route({ ...input, rules: asked.rules });
    const names = await loadNames(tx);
    const { outcome, strategy, reason, journey, queuePriority: priority } = decision;
    return {
      outcome,
      rule: ruleAt(asked, decision.ruleId),
      strategy,
      reason,
      agent: names.user(decision.userId),
      team: names.team(decision.teamId),
      journey,
      priority,
      mode: decision.asked.mode,
      candidates: decision.candidates.flatMap(({ userId, detail: _, ...candidate }) => {
        const user = names.user(userId);
        return user ? [{ user, ...candidate }] : [];
      }),
    };
  });
}

/** As if it came anew: nobody has it, nobody has declined it. */
async function realInput(tx: Transaction, actor: Actor, id: string): Promise<RoutingInput> {
  await requireConversation(tx, actor, id);
  const row = await tx.conversation.findUniqueOrThrow({ where: { id } });
  const world = await loadWorld(tx, actor.workspaceId);
  const asNew = { runId: null, queuedSince: null, refusedSince: new Date() };
  const inputs = await loadInputs(tx, world, [{ conversation: row, ...asNew }]);
  const input = inputs.get(id) as Omit<RoutingInput, "request">;
  return { ...input, conversation: { ...input.conversation, assigneeId: null, teamId: null } };
}

async function madeUpInput(tx: Transaction, actor: Actor, made: MadeUpConversation): Promise<RoutingInput> {
  const { agents, teams, settings } = await loadWorld(tx, actor.workspaceId);
  const { tags, ...about } = made;
  const facts: Record<string, unknown> = {
    "contact.tier": made.tier,
    "contact.locale": made.language,
    "conversation.status": "new",
    "conversation.channel": made.channel,
    "conversation.startedChannel": made.channel,
    "conversation.priority": made.priority,
    "conversation.intent": made.intent,
    "conversation.sentiment": made.sentiment,
    "conversation.language": made.language,
    "conversation.startedAt": new Date().toISOString(),
    "conversation.tags": tags,
  };
  const nothing = { runId: null, teamId: null, assigneeId: null, queuedSince: null };
  const conversation: RoutingConversation = {
    ...about,
    ...nothing,
    knownBy: [],
    declinedBy: [],
    lookup: (field) => facts[field],
  };
  return { conversation, agents, teams, settings, rules: [], now: Date.now() };
}
