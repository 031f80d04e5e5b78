import { uuidv7 } from "uuidv7";
import type { AssignmentReason, Conversation } from "#prisma/generated/client.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import type { Transaction } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";

export interface Hands {
  userId: string | null;
  teamId: string | null;
}

export interface HandsChange {
  to: Hands;
  reason: AssignmentReason;
  note?: string;
  decisionId?: string;
  runId?: string;
  at: Date;
}

/**
 * Writes a change of hands: the conversation's assignee and team, the assignment's row and its event. Runs that
 * wait for somebody to get it are told.
 */
export async function changeHands(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  change: HandsChange,
): Promise<void> {
  const { to, reason, note, decisionId, runId, at } = change;
  const { id: conversationId, workspaceId, assigneeId, teamId } = conversation;
  if (to.userId === assigneeId && to.teamId === teamId) return;
  const userChanged = to.userId !== assigneeId;
  await tx.conversation.update({
    where: { id: conversationId },
    data: {
      assigneeId: to.userId,
      teamId: to.teamId,
      ...(userChanged && { assignedAt: to.userId ? at : null }),
    },
  });
  await tx.assignment.create({
    data: {
      id: uuidv7(),
      workspaceId,
      conversationId,
      fromUserId: assigneeId,
      fromTeamId: teamId,
      toUserId: to.userId,
      toTeamId: to.teamId,
      reason,
      note: note ?? null,
      byKind: actor.kind,
      byId: actorId(actor),
      decisionId: decisionId ?? null,
      runId: runId ?? null,
      at,
    },
  });
  const released = userChanged && to.userId === null;
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: released ? "conversation.released" : "conversation.assigned",
    actor,
    occurredAt: at,
    userId: released ? assigneeId : to.userId,
    teamId: to.teamId,
    runId: runId ?? null,
    data: { fromUserId: assigneeId, fromTeamId: teamId, reason, ...(decisionId && { decisionId }) },
  });
  // Whoever had it has room for something else.
  if (userChanged && assigneeId) await promiseDrain(tx, workspaceId, conversationId);
  if (to.userId) {
    await tx.user.update({ where: { id: to.userId }, data: { lastAssignedAt: at } });
    await leaveQueue(tx, actor, conversation, reason === "claim" ? "claimed" : "assigned");
    await withdrawOffer(tx, actor, conversation);
    await answerRuns(tx, actor, conversation, "assigned");
  }
}
