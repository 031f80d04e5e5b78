import { uuidv7 } from "uuidv7";
import { route } from "#core/routing/route.ts";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingInput } from "#core/routing/routing-input.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import type { Transaction } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadRules } from "#server/routing/load-rules.ts";
import { loadWorld } from "#server/routing/load-world.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { type RouteRequest, toRoutingRequest } from "#server/routing/routing-request.ts";
import { routingTurn } from "#server/routing/routing-turn.ts";
import { type Routed, settle } from "#server/routing/settle.ts";
import { startByRule } from "#server/routing/start-by-rule.ts";

export interface Route {
  conversationId: string;
  request: RouteRequest;
  /** Set when a journey assigns: its own assign is not a human claim, so it goes on speaking. */
  run?: { runId: string; effectKey: string; handsOver?: { waitForReturn: boolean } };
  /** It was taken off somebody: it waits before those that had nobody yet. */
  isReturned?: boolean;
}

/**
 * Decides who gets a conversation, and gives it to them, offers it to them, or puts it into the queue. The decision
 * is stored with everybody who was looked at.
 * @throws AppError not_found, invalid_input (a team or agent that is not there)
 */
export async function routeConversation(actor: Actor, asked: Route): Promise<Routed> {
  authorize(actor, "conversations.assign");
  return routingTurn(actor, async (tx) => {
    const earlier = asked.run && (await findEarlier(tx, asked.run.effectKey));
    if (earlier) return earlier;
    const conversation = await lockConversation(tx, actor, asked.conversationId);
    return routeLocked(tx, actor, conversation, asked);
  });
}

/**
 * The same for what waits for nobody in particular: whoever was given it, or took it, while this was on its way keeps
 * it.
 */
export async function routeUnlessHeld(actor: Actor, { conversationId, request }: Route): Promise<void> {
  authorize(actor, "conversations.assign");
  await routingTurn(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const isOver = conversation.status === "resolved" || conversation.status === "spam";
    if (isOver || conversation.assigneeId !== null) return;
    await routeLocked(tx, actor, conversation, { request });
  });
}

/** Asks anew, for who has the routing turn and the conversation already. */
export async function routeLocked(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { request, run, isReturned }: Omit<Route, "conversationId">,
): Promise<Routed> {
  // Whoever asked before and had offered it has lost it to this.
  if (await withdrawOffer(tx, actor, conversation)) await answerRuns(tx, actor, conversation, "nobody");
  const world = await loadWorld(tx, actor.workspaceId);
  const asked = toRoutingRequest(world, request);
  const { ruleSet, rules } = await loadRules(tx, world, request.rules);
  const about = { conversation, runId: run?.runId ?? null, queuedSince: null, refusedSince: new Date() };
  const input = (await loadInputs(tx, world, [about])).get(conversation.id);
  if (!input) throw new Error(`Nothing is known of conversation ${conversation.id}`);
  if (run?.handsOver) {
    const about = aboutConversation(conversation);
    const { runId, effectKey } = run;
    await appendEvent(tx, { ...about, type: "handoff.requested", actor, runId, data: { effectKey } });
  }
  const decided = await decide(tx, actor, conversation, { ...input, rules, request: asked });
  return settle(tx, actor, conversation, {
    ...decided,
    ruleSet,
    terms: termsOf(run),
    ...(run && { run }),
    ...(request.note && { note: request.note }),
    ...(isReturned && { isReturned }),
  });
}

/** A rule whose journey lets nobody in now is passed over. */
async function decide(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  input: RoutingInput,
): Promise<{ input: RoutingInput; decision: RoutingDecision; journeyId?: string }> {
  const decision = route(input);
  const { journey, ruleId } = decision;
  if (journey === null) return { input, decision };
  const journeyId = await startByRule(tx, actor, conversation, { journey, startKey: `routing:${uuidv7()}` });
  if (journeyId) return { input, decision, journeyId };
  return decide(tx, actor, conversation, { ...input, rules: input.rules.filter(({ id }) => id !== ruleId) });
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
