import { afterAssign } from "#core/conversation/lifecycle.ts";
import { AppError } from "#core/errors.ts";
import type { AssignEffect } from "#core/journey/effect.ts";
import { type Decision, decide, type RoutingRequest } from "#core/routing/decide.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { enqueue } from "#server/routing/enqueue.ts";
import { loadCandidates } from "#server/routing/load-candidates.ts";
import { type MatchedRule, matchRule } from "#server/routing/match-rule.ts";
import { type StoredDecision, storeDecision } from "#server/routing/store-decision.ts";

export type RouteRequest = Partial<
  Pick<AssignEffect, "team" | "agent" | "rules" | "strategy" | "skills" | "priority" | "note">
>;

export interface Route {
  conversationId: string;
  request: RouteRequest;
  /** Set when a journey assigns: its own assign is not a human claim, so it goes on speaking. */
  run?: { runId: string; effectKey: string };
}

export interface Routed {
  outlet: "assigned" | "nobody";
  decisionId: string | null;
  userId: string | null;
  teamId: string | null;
  reason: string;
}

/**
 * Decides who gets a conversation, and gives it to them, or puts it into the queue. The decision is stored with
 * everybody who was looked at. Decisions of a workspace are made one after the other, so that two at once neither
 * give one conversation twice nor fill anybody beyond their capacity.
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

/**
 * For who holds the routing lock and the conversation already. With `onlyIfSomebody` nothing is written where
 * there is still nobody.
 */
export async function routeLocked(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { request, run, onlyIfSomebody = false }: Pick<Route, "request" | "run"> & { onlyIfSomebody?: boolean },
): Promise<Routed> {
  const named = request.team !== undefined || request.agent !== undefined;
  const rule = named ? null : await matchRule(tx, conversation, request.rules);
  const wanted = { ...rule?.target, ...withoutUndefined(request) };
  const asked = await requestOf(tx, conversation, wanted);
  const decision = decide(asked, await loadCandidates(tx, conversation));
  const teamId = asked.teamId ?? conversation.teamId;
  const { userId, reason } = decision;
  if (!userId && onlyIfSomebody) return { outlet: "nobody", decisionId: null, userId, teamId, reason };
  const stored = await storeDecision(tx, actor, { conversation, request: asked, decision, rule, run });
  if (wanted.priority) {
    await tx.conversation.update({ where: { id: conversation.id }, data: { priority: wanted.priority } });
  }
  if (decision.userId)
    await give(tx, actor, conversation, { asked, decision, rule, run, stored, note: request.note });
  else await queue(tx, actor, conversation, { asked, wanted, run, stored });
  return { outlet: userId ? "assigned" : "nobody", decisionId: stored.id, userId, teamId, reason };
}

interface Given {
  asked: RoutingRequest;
  decision: Decision;
  rule: MatchedRule | null;
  run: Route["run"];
  stored: StoredDecision;
  note: string | undefined;
}

async function give(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  { asked, decision, rule, run, stored, note }: Given,
): Promise<void> {
  const userId = decision.userId;
  if (!userId) return;
  const at = new Date();
  const change = afterAssign(readLifecycle(conversation), { userId, runSpeaks: run !== undefined });
  // The assignee itself is written by changeHands, with its history.
  const { assigneeId: _, ...patch } = change.patch;
  await applyChange(tx, actor, conversation, { patch, events: change.events }, { at });
  const to = { userId, teamId: asked.teamId ?? conversation.teamId };
  const reason = rule ? "rule" : run ? "journey" : "rule";
  await changeHands(tx, actor, conversation, {
    to,
    reason,
    at,
    decisionId: stored.id,
    ...(run && { runId: run.runId }),
    ...(note && { note }),
  });
}

async function queue(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  {
    asked,
    wanted,
    run,
    stored,
  }: { asked: RoutingRequest; wanted: RouteRequest; run: Route["run"]; stored: StoredDecision },
): Promise<void> {
  const teamId = asked.teamId ?? conversation.teamId;
  if (teamId !== conversation.teamId || conversation.assigneeId) {
    const change = {
      to: { userId: null, teamId },
      reason: run ? "journey" : "rule",
      at: new Date(),
    } as const;
    await changeHands(tx, actor, conversation, { ...change, decisionId: stored.id });
  }
  const priority = wanted.priority ?? conversation.priority;
  await enqueue(tx, actor, conversation, {
    teamId,
    priority,
    skills: asked.skills,
    runId: run?.runId ?? null,
  });
}

async function requestOf(
  tx: Transaction,
  conversation: Conversation,
  wanted: RouteRequest,
): Promise<RoutingRequest> {
  const { team, agent, skills = [], strategy = "leastBusy" } = wanted;
  const found =
    team === undefined ? null : await tx.team.findFirst({ where: { key: team, archivedAt: null } });
  if (team !== undefined && !found) throw new AppError("invalid_input", `There is no team ${team}`);
  const user =
    agent === undefined
      ? null
      : await tx.user.findFirst({ where: { email: agent.toLowerCase(), deactivatedAt: null } });
  if (agent !== undefined && !user) throw new AppError("invalid_input", `There is no agent ${agent}`);
  return {
    channel: conversation.channel,
    strategy,
    teamId: found?.id ?? (user ? null : conversation.teamId),
    userId: user?.id ?? null,
    skills,
    assigneeId: conversation.assigneeId,
  };
}

async function findEarlier(tx: Transaction, effectKey: string): Promise<Routed | null> {
  const row = await tx.routingDecision.findFirst({ where: { effectKey } });
  if (!row) return null;
  const { id: decisionId, chosenUserId: userId, chosenTeamId: teamId, reason } = row;
  return { outlet: userId ? "assigned" : "nobody", decisionId, userId, teamId, reason };
}

function withoutUndefined(request: RouteRequest): RouteRequest {
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined && !isEmpty(value)),
  );
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
