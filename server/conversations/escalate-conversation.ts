import { isStanding } from "#core/journey/recipient.ts";
import type { Priority } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { writeNote } from "#server/conversations/add-note.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { transact } from "#server/platform/database.ts";

export interface Escalation {
  conversationId: string;
  /** supervisor, team, assignee, a team's key or a user's e-mail. */
  to: string;
  reason: string;
  priority?: Priority;
  run: { runId: string; effectKey: string };
}

/**
 * Tells colleagues why a conversation needs them: by a note in it and a notification to each. Whoever has it keeps
 * it. Asked again with the same effect key it changes nothing. Answers how many were told.
 */
export async function escalateConversation(actor: Actor, escalation: Escalation): Promise<{ told: number }> {
  authorize(actor, "conversations.manage");
  const { to, reason, priority, run } = escalation;
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, escalation.conversationId);
    const people = await findRecipients(tx, to, conversation);
    const userIds = people.map(({ id }) => id);
    const earlier = await tx.note.findFirst({ where: { effectKey: run.effectKey } });
    if (earlier) return { told: userIds.length };
    await writeNote(tx, actor, conversation, { text: reason, mentions: userIds, run });
    if (priority) {
      await tx.conversation.update({ where: { id: conversation.id }, data: { priority } });
    }
    const { workspaceId, id: conversationId, contactId } = conversation;
    const about = { workspaceId, contactId, conversationId, run };
    await tellPeople(tx, { ...about, userIds, kind: "escalation", text: reason });
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "conversation.escalated",
      actor,
      runId: run.runId,
      data: { to: isStanding(to) ? to : to.includes("@") ? "agent" : "team", told: userIds.length },
    });
    return { told: userIds.length };
  });
}
