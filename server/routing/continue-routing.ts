import { route } from "#core/routing/route.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld } from "#server/routing/load-world.ts";
import { findRounds } from "#server/routing/round.ts";
import { type Routed, settle } from "#server/routing/settle.ts";

/**
 * Goes on looking for somebody for what waits, as it was asked for: somebody is free now, or refused it, or it goes on
 * to another team. With `onlyIfNew` nothing is written where nothing has changed. Null where nobody is to be found by
 * routing. For who has the routing turn and holds the conversation.
 */
export async function continueRouting(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { onlyIfNew }: { onlyIfNew: boolean },
): Promise<Routed | null> {
  const round = (await findRounds(tx, [conversation.id])).get(conversation.id);
  // What waits to be claimed is not given to anybody.
  if (!round || round.request.strategy === "manual") return null;
  const { request, runId, queuedSince, startedAt, decisionId, handsOver } = round;
  const world = await loadWorld(tx, actor.workspaceId);
  const about = { conversation, runId, queuedSince, refusedSince: startedAt };
  const known = (await loadInputs(tx, world, [about])).get(conversation.id);
  if (!known) return null;
  const input = { ...known, request };
  const decision = route(input);
  const { userId, reason } = decision;
  const teamId = decision.teamId ?? conversation.teamId;
  const isNews = userId !== null || (decision.outcome === "queued" && teamId !== conversation.teamId);
  if (onlyIfNew && !isNews) return { outlet: "nobody", decisionId: null, userId, teamId, reason };
  return settle(tx, actor, conversation, {
    input,
    decision,
    ruleSet: null,
    terms: { continues: decisionId, ...(handsOver && { handsOver }) },
    ...(runId && { run: { runId } }),
  });
}
