import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { nameOf, tellColleagues } from "#server/collaboration/tell-colleagues.ts";
import { writeNote } from "#server/conversations/add-note.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Says something to whoever has a conversation, which only they and its author see. Answers the note's id.
 * @throws AppError forbidden, not_found, conflict where nobody has it
 */
export async function whisper(actor: Actor, conversationId: string, text: string): Promise<string> {
  authorize(actor, "conversations.manage");
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const { assigneeId } = conversation;
    if (!assigneeId)
      throw new AppError("conflict", "Nobody has this conversation: there is nobody to hear it");
    const note = await writeNote(tx, actor, conversation, { text, forAssignee: true });
    const word = { kind: "whisper", text: `${await nameOf(tx, actor)}, to you alone: ${text}` } as const;
    await tellColleagues(tx, actor, conversation, [assigneeId], word);
    return note.id;
  });
}
