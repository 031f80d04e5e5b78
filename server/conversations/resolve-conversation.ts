import { afterReopen, afterResolve } from "#core/conversation/lifecycle.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { cancelSnooze } from "#server/conversations/snooze-conversation.ts";
import { releaseRuns } from "#server/journeys/hold-runs.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { returnRuns } from "#server/routing/return-runs.ts";

export interface Resolve {
  conversationId: string;
  reason: string;
  /** Set by a journey that must leave alone what a person has: nothing then happens. */
  unlessAssigned?: boolean;
  runId?: string;
}

/** Marks a conversation as done. Says whether it is done now: one that is already stays as it was. */
export async function resolveConversation(actor: Actor, resolve: Resolve): Promise<{ resolved: boolean }> {
  authorize(actor, "conversations.reply");
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, resolve.conversationId);
    if (resolve.unlessAssigned && conversation.assigneeId) return { resolved: false };
    const at = new Date();
    const change = afterResolve(readLifecycle(conversation), at, resolve.reason);
    await applyChange(tx, actor, conversation, change, { at, event: { runId: resolve.runId ?? null } });
    await leaveQueue(tx, actor, conversation, "resolved");
    if (await withdrawOffer(tx, actor, conversation)) await answerRuns(tx, actor, conversation, "nobody");
    await cancelSnooze(tx, conversation.id);
    await endSessions(tx, conversation.id, at);
    // A journey that resolves goes on by itself; a person who does gives the floor back.
    if (!resolve.runId) {
      await releaseRuns(tx, { workspaceId: conversation.workspaceId, conversationId: conversation.id });
    }
    await returnRuns(tx, actor, conversation, "resolve");
    return { resolved: true };
  });
}

/** Opens a resolved conversation again. One that is open stays as it is. */
export async function reopenConversation(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    await applyChange(tx, actor, conversation, afterReopen(readLifecycle(conversation)));
  });
}

async function endSessions(tx: Transaction, conversationId: string, at: Date): Promise<void> {
  await tx.session.updateMany({
    where: { conversationId, endedAt: null, startedAt: { lte: at } },
    data: { endedAt: at, endReason: "resolved" },
  });
}
