import { uuidv7 } from "uuidv7";
import type { Decision, RoutingRequest } from "#core/routing/decide.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { MatchedRule } from "#server/routing/match-rule.ts";

/** What a decision is gone on with later: how it is offered, what it continues, what a run waits for. */
export interface DecisionTerms {
  mode: "direct" | "offer";
  offerTimeout: string;
  minTier?: string;
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
  request: RoutingRequest;
  decision: Decision;
  rule: MatchedRule | null;
  run: { runId: string; effectKey?: string } | undefined;
  terms: DecisionTerms;
}

/** Keeps a decision with everybody who was looked at: the answer to "why me?". Returns its id. */
export async function storeDecision(
  tx: Transaction,
  actor: Actor,
  { conversation, request, decision, rule, run, terms }: ToStore,
): Promise<string> {
  const { workspaceId } = actor;
  const id = uuidv7();
  const decidedAt = new Date();
  await tx.routingDecision.create({
    data: {
      id,
      workspaceId,
      conversationId: conversation.id,
      ruleSetId: rule?.ruleSet.id ?? null,
      ruleSetRevision: rule?.ruleSet.revision ?? null,
      ruleId: rule?.rule.id ?? null,
      strategy: request.strategy,
      outcome: decision.outcome,
      chosenUserId: decision.userId,
      chosenTeamId: request.teamId,
      reason: decision.reason,
      inputs: { ...inputsOf(conversation, request), ...terms },
      runId: run?.runId ?? null,
      effectKey: run?.effectKey ?? null,
      decidedAt,
    },
  });
  await tx.routingCandidate.createMany({
    data: decision.verdicts.map((verdict) => ({ id: uuidv7(), workspaceId, decisionId: id, ...verdict })),
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "routing.decided",
    actor,
    occurredAt: decidedAt,
    userId: decision.userId,
    teamId: request.teamId,
    runId: run?.runId ?? null,
    data: {
      decisionId: id,
      outcome: decision.outcome,
      strategy: request.strategy,
      candidates: decision.verdicts.length,
    },
  });
  return id;
}

function inputsOf(conversation: Conversation, request: RoutingRequest) {
  return {
    channel: request.channel,
    intent: conversation.intentKey,
    sentiment: conversation.sentimentNow,
    language: conversation.language,
    priority: conversation.priority,
    teamId: request.teamId,
    userId: request.userId,
    skills: request.skills,
  };
}
