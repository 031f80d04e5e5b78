import { afterRelease } from "#core/conversation/lifecycle.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { hasRun } from "#server/conversations/assign-conversation.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { releaseRuns } from "#server/journeys/hold-runs.ts";
import { transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";
import { returnRuns } from "#server/routing/return-runs.ts";

/** Lets go of a conversation: held journeys go on where they were, else it waits for the next one. */
export async function releaseConversation(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const isOwn = actor.kind === "user" && conversation.assigneeId === actor.userId;
    if (!isOwn) authorize(actor, "conversations.assign");
    const runSpeaks = await hasRun(tx, conversationId);
    await applyChange(tx, actor, conversation, afterRelease(readLifecycle(conversation), { runSpeaks }));
    const to = { userId: null, teamId: conversation.teamId };
    await changeHands(tx, actor, conversation, { to, reason: "release", at: new Date() });
    await releaseRuns(tx, { workspaceId: conversation.workspaceId, conversationId });
    if (conversation.assigneeId) await returnRuns(tx, actor, conversation, "release");
    // A journey that goes on has it; else the next one does.
    if (!runSpeaks) await promisePlace(tx, conversation);
  });
}
