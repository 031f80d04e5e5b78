import { uuidv7 } from "uuidv7";
import { isStanding } from "#core/journey/recipient.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { armTask } from "#server/library/task-changes.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { requireTeamId, requireUserId } from "#server/platform/require-rows.ts";

export interface RunTask {
  title: string;
  /** assignee, team, supervisor, a team's key or a user's e-mail; absent: whoever has the conversation. */
  assignee?: string;
  dueAt: Date | null;
  contactId: string;
  conversationId: string | null;
  run: { runId: string; effectKey: string };
}

/**
 * Puts a task of a journey on somebody's list. Asked again with the same effect key, it answers with the first one.
 * @throws AppError invalid_input where the team or user named is not there
 */
export async function createRunTask(actor: Actor, wanted: RunTask): Promise<{ taskId: string }> {
  authorize(actor, "conversations.reply");
  const { workspaceId } = actor;
  const { title, assignee, dueAt, contactId, conversationId, run } = wanted;
  return transact(actor, async (tx) => {
    const earlier = await tx.task.findFirst({ where: { effectKey: run.effectKey } });
    if (earlier) return { taskId: earlier.id };
    const conversation = conversationId
      ? await tx.conversation.findUnique({ where: { id: conversationId } })
      : null;
    const who = await whoDoes(tx, assignee ?? "assignee", conversation);
    const id = uuidv7();
    const about = { title, dueAt, contactId, conversationId, createdByKind: actor.kind };
    const task = await tx.task.create({ data: { id, workspaceId, ...about, ...who, ...run } });
    await armTask(tx, task);
    await appendEvent(tx, {
      type: "task.created",
      actor,
      conversationId,
      contactId,
      userId: task.assigneeId,
      runId: run.runId,
      data: { taskId: id, ...(dueAt && { dueAt: dueAt.toISOString() }) },
    });
    return { taskId: id };
  });
}

/** One person where one is meant; else the team whose members may take it. */
async function whoDoes(
  tx: Transaction,
  to: string,
  conversation: Conversation | null,
): Promise<{ assigneeId?: string; teamId?: string }> {
  if (!isStanding(to)) {
    return to.includes("@")
      ? { assigneeId: await requireUserId(tx, to) }
      : { teamId: await requireTeamId(tx, to) };
  }
  const team = conversation?.teamId ? { teamId: conversation.teamId } : {};
  if (to === "team") return team;
  const [first] = await findRecipients(tx, to, conversation);
  return first ? { assigneeId: first.id } : team;
}
