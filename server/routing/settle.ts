import { afterAssign } from "#core/conversation/lifecycle.ts";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingInput } from "#core/routing/routing-input.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { holdRuns } from "#server/journeys/hold-runs.ts";
import type { Transaction } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { armQueue } from "#server/routing/arm-queue.ts";
import { enqueue } from "#server/routing/enqueue.ts";
import { makeOffer } from "#server/routing/offers.ts";
import { type DecisionTerms, storeDecision } from "#server/routing/store-decision.ts";

/** A decision with everything that it is carried out by. */
export interface ToSettle {
  input: RoutingInput;
  decision: RoutingDecision;
  ruleSet: { id: string; revision: number } | null;
  terms: Omit<DecisionTerms, "waitsFor">;
  /** The journey that takes it has been started. */
  journeyId?: string;
  run?: { runId: string; effectKey?: string };
  note?: string;
  /** It was taken off somebody: it waits before those that had nobody yet. */
  isReturned?: boolean;
}

export interface Routed {
  outlet: "assigned" | "nobody" | "declined";
  /** Set where the run that asked has no answer yet, and is told later. */
  waitsFor?: "offer" | "queue";
  decisionId: string | null;
  userId: string | null;
  teamId: string | null;
  reason: string;
}

/** Keeps a decision and carries it out. For who has the routing turn and holds the conversation. */
export async function settle(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  settling: ToSettle,
): Promise<Routed> {
  const { decision, terms, run } = settling;
  const { move, userId, reason, asked } = decision;
  const teamId = decision.teamId ?? conversation.teamId;
  const waitsFor = run?.effectKey && (move === "offer" || move === "queue") ? { waitsFor: move } : {};
  const decisionId = await storeDecision(tx, actor, {
    ...{ conversation, input: settling.input, decision, run, ruleSet: settling.ruleSet },
    journeyId: settling.journeyId ?? null,
    terms: { ...terms, ...waitsFor },
  });
  const { priority } = asked;
  if (priority) await tx.conversation.update({ where: { id: conversation.id }, data: { priority } });
  if (move === "give" && userId)
    await give(tx, actor, conversation, settling, { userId, teamId, decisionId });
  else if (decision.outcome !== "nobody" && move !== "journey") {
    await queue(tx, actor, conversation, settling, { teamId, decisionId });
  }
  if (move === "offer" && userId) {
    const offer = { userId, decisionId, runId: run?.runId ?? null, timeout: asked.offerTimeout };
    await makeOffer(tx, actor, conversation, offer);
  }
  if (move === "declined") await answerRuns(tx, actor, conversation, "declined");
  const outlet = move === "give" ? "assigned" : move === "declined" ? "declined" : "nobody";
  return { outlet, decisionId, userId, teamId, reason, ...waitsFor };
}

async function give(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { decision, terms, run, note }: ToSettle,
  { userId, teamId, decisionId }: { userId: string; teamId: string | null; decisionId: string },
): Promise<void> {
  const at = new Date();
  const runSpeaks = run !== undefined && !terms.handsOver;
  const change = afterAssign(readLifecycle(conversation), { userId, runSpeaks });
  // The assignee itself is written by changeHands, with its history.
  const { assigneeId: _, ...patch } = change.patch;
  await applyChange(tx, actor, conversation, { patch, events: change.events }, { at });
  await changeHands(tx, actor, conversation, {
    to: { userId, teamId },
    reason: run && !decision.ruleId ? "journey" : "rule",
    at,
    decisionId,
    ...(run && { runId: run.runId }),
    ...(note && { note }),
  });
  if (run && terms.handsOver) await takeOverFrom(tx, actor, conversation, run, userId);
}

/** Whoever a journey hands over to answers from now on: the other journeys that speak there are held. */
async function takeOverFrom(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { runId, effectKey }: { runId: string; effectKey?: string },
  userId: string,
): Promise<void> {
  const { id: conversationId, workspaceId } = conversation;
  await holdRuns(tx, { workspaceId, conversationId }, [{ runId }]);
  // A run that waited is told by changeHands, which writes this for it.
  if (!effectKey) return;
  const about = { ...aboutConversation(conversation), userId, runId };
  await appendEvent(tx, { ...about, type: "handoff.accepted", actor, data: { effectKey, waited: 0 } });
}

async function queue(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { decision, run, isReturned = false }: ToSettle,
  { teamId, decisionId }: { teamId: string | null; decisionId: string },
): Promise<void> {
  if (teamId !== conversation.teamId || conversation.assigneeId) {
    const reason = run ? "journey" : "rule";
    const to = { userId: null, teamId };
    await changeHands(tx, actor, conversation, { to, reason, at: new Date(), decisionId });
  }
  const { asked, queuePriority, reviewAt } = decision;
  const { skills } = asked;
  const waiting = { teamId, skills, isReturned, priority: queuePriority, runId: run?.runId ?? null };
  await enqueue(tx, actor, conversation, waiting);
  if (reviewAt !== null) await armQueue(tx, actor.workspaceId, new Date(reviewAt));
}
