import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { setFollowUpSchema } from "#core/api/library.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize, type UserActor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation, seenConversation } from "#server/conversations/apply-change.ts";
import { armTask, tellOfTask } from "#server/library/task-changes.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const TITLE = "Follow up";

/** The asking user's reminder in a conversation; null where there is none. */
export async function readFollowUp(actor: Actor, conversationId: string) {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    return { followUp: actor.kind === "user" ? await find(tx, actor, conversationId) : null };
  });
}

/**
 * Reminds the asking user at a time, unless the customer has written by then. One each: another takes its place.
 * @throws AppError not_found, forbidden for programs, invalid_input for a time that is past
 */
export async function setFollowUp(
  actor: Actor,
  conversationId: string,
  { at, note }: z.output<typeof setFollowUpSchema>,
) {
  authorize(actor, "conversations.reply");
  if (actor.kind !== "user")
    throw new AppError("forbidden", "Only a person can be reminded; this is an API key.");
  const dueAt = new Date(at);
  if (dueAt <= new Date()) throw new AppError("invalid_input", "at: choose a time that is still to come");
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    await endFollowUps(tx, actor, { conversationId, assigneeId: actor.userId });
    const { userId: assigneeId, workspaceId } = actor;
    const made = { createdByKind: actor.kind, createdById: assigneeId, isFollowUp: true } as const;
    const about = { conversationId, contactId: conversation.contactId, assigneeId, dueAt };
    const task = await tx.task.create({
      data: { id: uuidv7(), workspaceId, title: note ?? TITLE, ...about, ...made },
    });
    await armTask(tx, task);
    const data = { taskId: task.id, dueAt: dueAt.toISOString() };
    await appendEvent(tx, { ...aboutConversation(conversation), type: "task.created", actor, data });
    return { followUp: await find(tx, actor, conversationId) };
  });
}

/** Takes the asking user's reminder away. */
export async function removeFollowUp(actor: Actor, conversationId: string): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    if (actor.kind === "user") await endFollowUps(tx, actor, { conversationId, assigneeId: actor.userId });
  });
}

/** Puts the open reminders of a conversation away, as when the customer has written. */
export async function endFollowUps(
  tx: Transaction,
  actor: Actor,
  of: { conversationId: string; assigneeId?: string },
): Promise<void> {
  const open = await tx.task.findMany({
    where: { ...of, isFollowUp: true, completedAt: null, status: "open" },
  });
  for (const { id } of open) {
    const task = await tx.task.update({ where: { id }, data: { status: "cancelled" } });
    await armTask(tx, task);
    await tellOfTask(tx, actor, task, "cancelled");
  }
}

async function find(tx: Transaction, { userId }: UserActor, conversationId: string) {
  const task = await tx.task.findFirst({
    where: { conversationId, assigneeId: userId, isFollowUp: true, status: "open" },
  });
  if (!task?.dueAt) return null;
  const note = task.title === TITLE ? null : task.title;
  return { taskId: task.id, at: task.dueAt.toISOString(), note };
}
