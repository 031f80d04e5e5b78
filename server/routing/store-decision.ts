import { uuidv7 } from "uuidv7";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import type { RoutingInput } from "#core/routing/routing-input.ts";
import { snapshotOf } from "#core/routing/routing-snapshot.ts";
import type { Conversation, Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/** What a decision is gone on with later: what it continues, what a run waits for. */
export interface DecisionTerms {
  /** The decision that the round began with. */
  continues?: string;
  /** Set where the run that asked has no answer yet. */
  waitsFor?: "offer" | "queue";
  /** A journey hands the conversation over: who gets it answers from then on. */
  handsOver?: boolean;
  /** The run that handed it over waits until they are through. */
  awaitsReturn?: boolean;
}

interface ToStore {
  conversation: Conversation;
  /** What it was decided from. */
  input: RoutingInput;
  decision: RoutingDecision;
  ruleSet: { id: string; revision: number } | null;
  journeyId: string | null;
  run: { runId: string; effectKey?: string } | undefined;
  terms: DecisionTerms;
}

/** Of more people than this the last are left out of what is kept: those that were not asked for, or not in the team. */
const MOST_CANDIDATES = 200;

/** Keeps a decision with everybody who was looked at: the answer to "why me?". Returns its id. */
export async function storeDecision(
  tx: Transaction,
  actor: Actor,
  { conversation, input, decision, ruleSet, journeyId, run, terms }: ToStore,
): Promise<string> {
  const { workspaceId } = actor;
  const id = uuidv7();
  const decidedAt = new Date();
  const { outcome, strategy, reason, userId, teamId, candidates } = decision;
  await tx.routingDecision.create({
    data: {
      id,
      workspaceId,
      conversationId: conversation.id,
      ruleSetId: decision.ruleId ? (ruleSet?.id ?? null) : null,
      ruleSetRevision: decision.ruleId ? (ruleSet?.revision ?? null) : null,
      ruleId: decision.ruleId,
      strategy,
      outcome,
      chosenUserId: userId,
      chosenTeamId: teamId,
      chosenJourneyId: journeyId,
      reason,
      inputs: {
        ...inputsOf(conversation),
        ...decision.asked,
        ...terms,
        // What goes on with an earlier decision asks no rules: there is nothing to ask others.
        ...(terms.continues === undefined && { snapshot: snapshotOf(input) as unknown as Prisma.JsonObject }),
      },
      runId: run?.runId ?? null,
      effectKey: run?.effectKey ?? null,
      decidedAt,
    },
  });
  await tx.routingCandidate.createMany({
    data: candidates
      .slice(0, MOST_CANDIDATES)
      .map((candidate) => ({ id: uuidv7(), workspaceId, decisionId: id, ...candidate })),
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "routing.decided",
    actor,
    occurredAt: decidedAt,
    userId,
    teamId,
    runId: run?.runId ?? null,
    data: { decisionId: id, outcome, strategy, candidates: candidates.length },
  });
  return id;
}

/** Scores and keys, and nothing that was said or that names anybody. */
function inputsOf(conversation: Conversation) {
  return {
    channel: conversation.channel,
    intent: conversation.intentKey,
    intentConfidence: conversation.intentConfidence,
    sentiment: conversation.sentimentNow,
    language: conversation.language,
    conversationPriority: conversation.priority,
  };
}
