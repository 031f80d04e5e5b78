import type { Performer } from "#activities/performer.ts";
import { createRunTask } from "#server/library/create-run-task.ts";

/** Puts something to do on a colleague's list. */
export const performTask: Performer<"task"> = async (request) => {
  const { actor, effect, key, runId, contactId, conversationId } = request;
  const { title, assignee, dueAt } = effect;
  const { taskId } = await createRunTask(actor, {
    title,
    ...(assignee === undefined ? {} : { assignee }),
    dueAt: dueAt === undefined ? null : new Date(dueAt),
    contactId,
    conversationId,
    run: { runId, effectKey: key },
  });
  return { outcome: { status: "done", result: { taskId } } };
};
