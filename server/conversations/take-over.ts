import { uuidv7 } from "uuidv7";
import { afterClaim, handledBy } from "#core/conversation/lifecycle.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { joinAs } from "#server/conversations/join-as.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { holdRuns } from "#server/journeys/hold-runs.ts";
import type { Transaction } from "#server/platform/database.ts";

/**
 * A person answers: whoever speaks in a conversation that is nobody's makes it theirs, one that is a colleague's
 * stays so, and the journeys that speak in it are held as each one says.
 */
export async function takeOver(tx: Transaction, actor: Actor, conversation: Conversation): Promise<void> {
  const now = readLifecycle(conversation);
  const { id: conversationId, workspaceId } = conversation;
  if (actor.kind === "user" && !conversation.assigneeId) {
    const at = new Date();
    await applyChange(tx, actor, conversation, afterClaim(now, actor.userId), {
      patch: { assignedAt: at },
      event: { userId: actor.userId },
      at,
    });
    await tx.assignment.create({
      data: {
        id: uuidv7(),
        workspaceId,
        conversationId,
        toUserId: actor.userId,
        reason: "claim",
        byKind: actor.kind,
        byId: actorId(actor),
        at,
      },
    });
    await leaveQueue(tx, actor, conversation, "claimed");
  } else {
    await applyChange(tx, actor, conversation, handledBy(now, "human"));
  }
  if (actor.kind === "user") await joinAs(tx, actor, conversation);
  await holdRuns(tx, { workspaceId, conversationId });
}
