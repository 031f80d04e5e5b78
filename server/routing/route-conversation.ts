import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { matchRule } from "#server/routing/match-rule.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { findRound } from "#server/routing/round.ts";
import {
  isOfTier,
  type RouteRequest,
  resolveRequest,
  withoutUnsaid,
} from "#server/routing/routing-request.ts";
import { type Routed, settle } from "#server/routing/settle.ts";

export interface Route {
  conversationId: string;
  request: RouteRequest;
  /** Set when a journey assigns: its own assign is not a human claim, so it goes on speaking. */
  run?: { runId: string; effectKey: string; handsOver?: { waitForReturn: boolean } };
}

/**
 * Decides who gets a conversation, and gives it to them, offers it to them, or puts it into the queue. The decision
 * is stored with everybody who was looked at. Decisions of a workspace are made one after the other, so that two at
 * once neither give one conversation twice nor fill anybody beyond their capacity.
 * @throws AppError not_found, invalid_input (a team, agent or set of rules that is not there)
 */
export async function routeConversation(actor: Actor, route: Route): Promise<Routed> {
  authorize(actor, "conversations.assign");
  return transact(actor, async (tx) => {
    await lockRouting(tx, actor.workspaceId);
    const earlier = route.run && (await findEarlier(tx, route.run.effectKey));
    if (earlier) return earlier;
    const conversation = await lockConversation(tx, actor, route.conversationId);
    return routeLocked(tx, actor, conversation, route);
  });
}

/** One decision at a time in a workspace, until the transaction ends. */
export async function lockRouting(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`routing/${workspaceId}`}, 0))`;
}

/** Asks anew, for who holds the routing lock and the conversation already. */
export async function routeLocked(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { request, run }: Pick<Route, "request" | "run">,
): Promise<Routed> {
  // Whoever asked before and had offered it has lost it to this.
  if (await withdrawOffer(tx, actor, conversation)) await answerRuns(tx, actor, conversation, "nobody");
  const named = request.team !== undefined || request.agent !== undefined;
  const rule = named ? null : await matchRule(tx, conversation, request.rules);
  const wanted = { ...rule?.target, ...withoutUnsaid(request) };
  const { minTier, priority, note, mode = "direct", offerTimeout = "PT2M", queueFor } = wanted;
  const asked = await resolveRequest(tx, conversation, wanted);
  if (run?.handsOver) {
    const about = aboutConversation(conversation);
    const { runId, effectKey } = run;
    await appendEvent(tx, { ...about, type: "handoff.requested", actor, runId, data: { effectKey } });
  }
  const missesTier = minTier !== undefined && !(await isOfTier(tx, conversation, minTier));
  return settle(tx, actor, conversation, {
    asked: missesTier ? { ...asked, missesTier: minTier } : asked,
    terms: { mode, offerTimeout, ...(minTier && { minTier }), ...termsOf(run) },
    queues: queueFor !== undefined,
    rule,
    ...(run && { run }),
    ...(priority && { priority }),
    ...(note && { note }),
  });
}

/**
 * Goes on looking for somebody for what waits, as it was asked for: somebody is free now, or refused it. With
 * `onlyIfSomebody` nothing is written where there is still nobody. Null where nobody is to be found by routing.
 */
export async function continueRouting(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { onlyIfSomebody }: { onlyIfSomebody: boolean },
): Promise<Routed | null> {
  const round = await findRound(tx, conversation);
  // What waits to be claimed is not given to anybody.
  if (!round || round.asked.strategy === "manual") return null;
  const { asked, mode, offerTimeout, handsOver, decisionId, startedAt, runId } = round;
  return settle(tx, actor, conversation, {
    asked,
    terms: { mode, offerTimeout, continues: decisionId, ...(handsOver && { handsOver }) },
    queues: false,
    rule: null,
    refusedSince: startedAt,
    onlyIfSomebody,
    ...(runId && { run: { runId } }),
  });
}

function termsOf(run: Route["run"]) {
  if (!run?.handsOver) return {};
  return { handsOver: true, ...(run.handsOver.waitForReturn && { awaitsReturn: true }) };
}

async function findEarlier(tx: Transaction, effectKey: string): Promise<Routed | null> {
  const row = await tx.routingDecision.findFirst({ where: { effectKey } });
  if (!row) return null;
  const { id: decisionId, chosenUserId: userId, chosenTeamId: teamId, reason, inputs } = row;
  const { waitsFor } = inputs as { waitsFor?: Routed["waitsFor"] };
  const outlet = userId && !waitsFor ? "assigned" : "nobody";
  return { outlet, decisionId, userId, teamId, reason, ...(waitsFor && { waitsFor }) };
}
