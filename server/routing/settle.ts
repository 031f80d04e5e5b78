import { afterAssign } from "#core/conversation/lifecycle.ts";
import { type Decision, decide, type RoutingRequest } from "#core/routing/decide.ts";
import { nextMove } from "#core/routing/next-move.ts";
import type { Conversation, Priority } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { holdRuns } from "#server/journeys/hold-runs.ts";
import type { Transaction } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { enqueue } from "#server/routing/enqueue.ts";
import { loadCandidates } from "#server/routing/load-candidates.ts";
import type { MatchedRule } from "#server/routing/match-rule.ts";
import { makeOffer } from "#server/routing/offers.ts";
import { type DecisionTerms, storeDecision } from "#server/routing/store-decision.ts";

/** Everything a decision is made from and carried out with. */
export interface Asking {
  asked: RoutingRequest;
  terms: Omit<DecisionTerms, "waitsFor">;
  /** Whether the run that asks waits until somebody is free. */
  queues: boolean;
  rule: MatchedRule | null;
  run?: { runId: string; effectKey?: string };
  priority?: Priority;
  note?: string;
  /** Set where an earlier request is gone on with: who has refused it since then is not asked again. */
  refusedSince?: Date;
  onlyIfSomebody?: boolean;
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

/** Decides, keeps the decision and carries it out. For who holds the routing lock and the conversation. */
export async function settle(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  asking: Asking,
): Promise<Routed> {
  const { asked, terms, run, priority } = asking;
  const candidates = await loadCandidates(tx, conversation, asking.refusedSince ?? new Date());
  const decision = decide(asked, candidates);
  const teamId = asked.teamId ?? conversation.teamId;
  const { userId, reason } = decision;
  if (!userId && asking.onlyIfSomebody) {
    return { outlet: "nobody", decisionId: null, userId, teamId, reason };
  }
  const refusals = candidates.filter(({ declined }) => declined).length;
  const queues = asking.queues && asked.missesTier === undefined;
  const move = nextMove(
    { mode: terms.mode, queues },
    { userId, assigneeId: conversation.assigneeId, refusals },
  );
  const waitsFor = run?.effectKey && (move === "offer" || move === "queue") ? { waitsFor: move } : {};
  const decisionId = await storeDecision(tx, actor, {
    ...{ conversation, request: asked, decision, rule: asking.rule, run },
    terms: { ...terms, ...waitsFor },
  });
  if (priority) await tx.conversation.update({ where: { id: conversation.id }, data: { priority } });
  if (move === "give") await give(tx, actor, conversation, asking, { decision, decisionId });
  else if (asked.missesTier === undefined) await queue(tx, actor, conversation, asking, decisionId);
  if (move === "offer" && userId) {
    const offer = { userId, decisionId, runId: run?.runId ?? null, timeout: terms.offerTimeout };
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
  { asked, terms, rule, run, note }: Asking,
  { decision: { userId }, decisionId }: { decision: Decision; decisionId: string },
): Promise<void> {
  if (!userId) return;
  const at = new Date();
  const runSpeaks = run !== undefined && !terms.handsOver;
  const change = afterAssign(readLifecycle(conversation), { userId, runSpeaks });
  // The assignee itself is written by changeHands, with its history.
  const { assigneeId: _, ...patch } = change.patch;
  await applyChange(tx, actor, conversation, { patch, events: change.events }, { at });
  await changeHands(tx, actor, conversation, {
    to: { userId, teamId: asked.teamId ?? conversation.teamId },
    reason: run && !rule ? "journey" : "rule",
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
  { asked, run, priority = conversation.priority }: Asking,
  decisionId: string,
): Promise<void> {
  const teamId = asked.teamId ?? conversation.teamId;
  if (teamId !== conversation.teamId || conversation.assigneeId) {
    const reason = run ? "journey" : "rule";
    const to = { userId: null, teamId };
    await changeHands(tx, actor, conversation, { to, reason, at: new Date(), decisionId });
  }
  const waiting = { teamId, priority, skills: asked.skills, runId: run?.runId ?? null };
  await enqueue(tx, actor, conversation, waiting);
}
