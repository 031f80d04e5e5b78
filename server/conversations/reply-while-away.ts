import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { currentLeave } from "#server/access/current-leave.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const logger = loggerFor("out-of-office");

/**
 * Tells a customer who writes to somebody on leave what that person left to be told: once a conversation and leave. It
 * answers nothing, so that the customer goes on waiting for a person.
 */
export async function replyWhileAway(workspaceId: string, conversationId: string): Promise<void> {
  const actor = systemActor(workspaceId, "out-of-office");
  const leave = await transact(actor, async (tx) => {
    const conversation = await tx.conversation.findUnique({
      where: { workspaceId_id: { workspaceId, id: conversationId } },
    });
    if (!conversation?.assigneeId || conversation.status === "spam") return null;
    return currentLeave(tx, conversation.assigneeId);
  });
  if (!leave?.autoReply) return;
  const clientKey = `leave:${leave.id}`;
  try {
    await sendMessage(actor, { conversationId, text: leave.autoReply, clientKey, answers: false });
  } catch (error) {
    // The conversation goes to somebody who is here, whether or not the customer could be told.
    if (!(error instanceof AppError)) throw error;
    logger.warn({ workspaceId, conversationId, code: error.code }, "An automatic reply was not sent");
  }
}
