import type { Transfer } from "#core/api/collaboration.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import {
  addFollowers,
  nameOf,
  tellColleagues,
  tellFollowers,
} from "#server/collaboration/tell-colleagues.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { writeNote } from "#server/conversations/add-note.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { giveConversation } from "#server/conversations/assign-conversation.ts";
import { summariseConversation } from "#server/conversations/summarise-conversation.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/**
 * Passes a conversation on to a person, a team or a person of a team, with a note that says what it is about: the
 * giver's words, and what was said so far. Whoever gets it is told, and whoever gave it follows it.
 * @throws AppError not_found, forbidden, invalid_input
 */
export async function transferConversation(
  actor: Actor,
  conversationId: string,
  { assignee, team, note }: Transfer,
): Promise<void> {
  authorize(actor, "conversations.assign");
  await transact(actor, async (tx) => {
    const before = await lockConversation(tx, actor, conversationId);
    const to = { assignee: assignee ?? null, ...(team !== undefined && { team }) };
    await giveConversation(tx, actor, before, { ...to, ...(note && { note }) });
    const conversation = await tx.conversation.findUniqueOrThrow({
      where: { id: conversationId },
      include: { assignee: { select: { name: true } }, team: { select: { name: true } } },
    });
    const { assigneeId, teamId, workspaceId } = conversation;
    if (assigneeId === before.assigneeId && teamId === before.teamId) {
      throw new AppError("invalid_input", "assignee: they have this conversation already");
    }
    const whom = [conversation.assignee?.name, conversation.team?.name].filter(Boolean).join(", ");
    const summary = await summariseConversation(tx, conversationId);
    const text = [`Passed on to ${whom}.`, note?.trim(), summary].filter(Boolean).join("\n\n");
    const mentions = assigneeId ? [assigneeId] : [];
    const { id: noteId } = await writeNote(tx, actor, conversation, { text, mentions });
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "conversation.transferred",
      actor,
      userId: assigneeId,
      teamId,
      data: { fromUserId: before.assigneeId, fromTeamId: before.teamId, noteId },
    });
    if (actor.kind === "user") await addFollowers(tx, { workspaceId, id: conversationId }, [actor.userId]);
    const told = assigneeId ? [assigneeId] : await membersOf(tx, teamId);
    const word = `${await nameOf(tx, actor)} passed a conversation on to ${assigneeId ? "you" : whom}${note ? `: ${note}` : ""}`;
    await tellColleagues(tx, actor, conversation, told, { kind: "transfer", text: word });
    await tellFollowers(tx, actor, conversation, `${await nameOf(tx, actor)} passed it on to ${whom}`, told);
  });
}

async function membersOf(tx: Transaction, teamId: string | null): Promise<string[]> {
  if (!teamId) return [];
  const members = await tx.teamMember.findMany({ where: { teamId }, select: { userId: true } });
  return members.map(({ userId }) => userId);
}
