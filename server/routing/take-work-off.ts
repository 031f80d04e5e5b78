import { afterRelease } from "#core/conversation/lifecycle.ts";
import { isToReturn } from "#core/routing/offline-policy.ts";
import type { Conversation, Presence } from "#prisma/generated/client.ts";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { type CurrentLeave, currentLeave } from "#server/access/current-leave.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import type { Transaction } from "#server/platform/database.ts";
import { loadOfflinePolicies } from "#server/routing/offline-policies.ts";
import { expireOffer } from "#server/routing/refuse-offer.ts";
import { routeLocked } from "#server/routing/route-conversation.ts";
import { routingTurn } from "#server/routing/routing-turn.ts";
import { substituteRequest } from "#server/routing/substitute-request.ts";

/**
 * Takes off somebody who is offline what the policies say by now, and what they are offered: it goes to others, or to
 * the front of the queue with its wait. Who is on leave keeps what nobody waits for, who has left altogether nothing.
 * Harmless where they are back.
 */
export async function takeWorkOff(workspaceId: string, userId: string): Promise<void> {
  const actor = systemActor(workspaceId, "routing");
  // In turn, so that what is being given to them just now is seen.
  const { offers, held } = await routingTurn(actor, async (tx) => {
    if (!(await awayOf(tx, userId))) return { offers: [], held: [] };
    return {
      offers: await tx.offer.findMany({ where: { userId, outcome: null } }),
      held: await tx.conversation.findMany({
        where: { assigneeId: userId, resolvedAt: null, status: { in: ["new", "in_progress", "snoozed"] } },
        select: { id: true },
        orderBy: [{ waitingSince: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      }),
    };
  });
  for (const { id: offerId, conversationId } of offers) {
    await expireOffer(workspaceId, { conversationId, offerId });
  }
  for (const { id } of held) await returnIfAway(workspaceId, id);
}

/** The same for one conversation, whoever has it: the customer has written, or its snooze is over. */
export async function returnIfAway(workspaceId: string, conversationId: string): Promise<boolean> {
  const actor = systemActor(workspaceId, "routing");
  return routingTurn(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const away = conversation.assigneeId ? await awayOf(tx, conversation.assigneeId) : null;
    if (!away || !(await isDue(tx, conversation, away))) return false;
    await takeOff(tx, actor, conversation, away.why === "leave" ? "leave" : "offline");
    const free = await lockConversation(tx, actor, conversationId);
    const request = away.why === "leave" ? await substituteRequest(tx, free, away.leave) : {};
    await routeLocked(tx, actor, free, { request, isReturned: true });
    return true;
  });
}

type Away = { why: "left" } | { why: "leave"; leave: CurrentLeave } | { why: "offline"; since: Date };

/** Whether and how somebody is away; null while they are here. */
async function awayOf(tx: Transaction, userId: string): Promise<Away | null> {
  const user = await tx.user.findUnique({ where: { id: userId }, include: { presence: true } });
  if (!user) return null;
  if (user.deactivatedAt) return { why: "left" };
  const leave = await currentLeave(tx, userId);
  if (leave) return { why: "leave", leave };
  const presence: Presence | null = user.presence;
  // Of whom nothing is known: work was given to them by hand, and stays.
  return presence?.status === "offline" ? { why: "offline", since: presence.since } : null;
}

async function isDue(tx: Transaction, conversation: Conversation, away: Away): Promise<boolean> {
  const { workspaceId, teamId, status, waitingSince } = conversation;
  if (status === "resolved" || status === "spam") return false;
  if (away.why === "left") return true;
  if (status === "snoozed") return false;
  const isWaiting = waitingSince !== null;
  // Whatever the policies say: they are not back soon.
  if (away.why === "leave") return isWaiting;
  const { workspace, byTeam } = await loadOfflinePolicies(tx, workspaceId);
  const policy = (teamId ? byTeam.get(teamId) : undefined) ?? workspace;
  return isToReturn(policy, { offlineSince: away.since.getTime(), isWaiting, now: Date.now() });
}

async function takeOff(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  reason: "offline" | "leave",
): Promise<void> {
  const { patch, events } = afterRelease(readLifecycle(conversation), { runSpeaks: false });
  // The assignee itself is written by changeHands, with its history.
  const { assigneeId: _, ...rest } = patch;
  await applyChange(tx, actor, conversation, { patch: rest, events });
  const to = { userId: null, teamId: conversation.teamId };
  await changeHands(tx, actor, conversation, { to, reason, at: new Date() });
}
