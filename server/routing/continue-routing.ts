import { route } from "#core/routing/route.ts";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingInput } from "#core/routing/routing-input.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld } from "#server/routing/load-world.ts";
import { findRounds, type Round } from "#server/routing/round.ts";
import { type Routed, settle } from "#server/routing/settle.ts";

/** What was decided about one that waits, with what it is gone on with. */
export interface NextStep {
  round: Round;
  input: RoutingInput;
  decision: RoutingDecision;
}

/**
 * Goes on looking for somebody for what was refused, as it was asked for. Nothing happens to what is not to be had by
 * routing. For who has the routing turn and holds the conversation.
 */
export async function continueRouting(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
): Promise<void> {
  const round = (await findRounds(tx, [conversation.id])).get(conversation.id);
  // What waits to be claimed is not given to anybody.
  if (!round || round.request.strategy === "manual") return;
  const { request, runId, queuedSince, startedAt } = round;
  const world = await loadWorld(tx, actor.workspaceId);
  const about = { conversation, runId, queuedSince, refusedSince: startedAt };
  const known = (await loadInputs(tx, world, [about])).get(conversation.id);
  if (!known) return;
  const input = { ...known, request };
  await goOn(tx, actor, conversation, { round, input, decision: route(input) });
}

/** Keeps the next decision of a round and carries it out. */
export function goOn(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { round, input, decision }: NextStep,
): Promise<Routed> {
  const { runId, decisionId, handsOver } = round;
  return settle(tx, actor, conversation, {
    input,
    decision,
    ruleSet: null,
    terms: { continues: decisionId, ...(handsOver && { handsOver }) },
    ...(runId && { run: { runId } }),
  });
}
