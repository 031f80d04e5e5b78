import type { Task } from "#prisma/generated/client.ts";
import { type Actor, systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { answerVisit } from "#server/journeys/answer-visit.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { armDeadline, claimTelling, disarmDeadlines } from "#server/relay/arm-deadline.ts";

type Change = "completed" | "cancelled" | "moved" | "overdue";

/** Arms the deadline of a task that is open and due, and disarms that of any other. */
export async function armTask(tx: Transaction, task: Task): Promise<void> {
  const { id, workspaceId, conversationId, status, dueAt } = task;
  const key = `task:${id}`;
  if (status !== "open" || !dueAt) return disarmDeadlines(tx, [key]);
  await armDeadline(tx, { workspaceId, kind: "task", key, dueAt, conversationId, subjectId: id });
}

/** Logs what became of a task and tells the run that waits for it. */
export async function tellOfTask(
  tx: Transaction,
  actor: Actor,
  task: Task,
  change: Change,
  at: Date = new Date(),
): Promise<void> {
  const { id: taskId, workspaceId, conversationId, contactId, assigneeId, runId, effectKey } = task;
  const dueAt = task.dueAt?.getTime() ?? null;
  const eventId = await appendEvent(tx, {
    type: `task.${change}`,
    actor,
    occurredAt: at,
    conversationId,
    contactId,
    userId: assigneeId,
    runId,
    data: { taskId, ...(effectKey && { effectKey }), ...(change === "moved" && { dueAt }) },
  });
  if (effectKey) await answerVisit(tx, { workspaceId, effectKey, eventId, at: at.getTime() });
}

/** A task's time has come: it is overdue unless it was done, put away or moved meanwhile. Harmless when repeated. */
export async function taskFellDue(
  workspaceId: string,
  { taskId, dueAt }: { taskId: string; dueAt: Date },
): Promise<void> {
  const actor = systemActor(workspaceId, "deadlines");
  await transact(actor, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM tasks WHERE id = ${taskId}::uuid FOR UPDATE`;
    const task = await tx.task.findUnique({ where: { id: taskId } });
    if (task?.status !== "open" || task.dueAt?.getTime() !== dueAt.getTime()) return;
    if (!(await claimTelling(tx, `task:${taskId}`, dueAt))) return;
    await remind(tx, task);
    // A follow-up has done what it is for.
    if (task.isFollowUp) {
      const done = { status: "done", completedAt: new Date() } as const;
      await tellOfTask(tx, actor, await tx.task.update({ where: { id: taskId }, data: done }), "completed");
    } else await tellOfTask(tx, actor, task, "overdue", dueAt);
  });
}

/** Whoever does it hears of it in the studio, once for each time it falls due. */
async function remind(tx: Transaction, task: Task): Promise<void> {
  const { workspaceId, assigneeId, conversationId, contactId, title, isFollowUp } = task;
  if (!assigneeId) return;
  const text = isFollowUp ? `No reply yet: ${title}` : `Due now: ${title}`;
  await tellPeople(tx, {
    workspaceId,
    userIds: [assigneeId],
    kind: "notice",
    text,
    contactId,
    conversationId,
  });
}
