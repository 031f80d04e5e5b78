import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { createTaskSchema, patchTaskSchema, Task, tasksQuerySchema } from "#core/api/library.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { armTask, tellOfTask } from "#server/library/task-changes.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireContact, requireTeamId, requireUserId } from "#server/platform/require-rows.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const include = {
  assignee: { select: { id: true, name: true } },
  team: { select: { key: true } },
} satisfies Prisma.TaskInclude;

function toTask(row: Prisma.TaskGetPayload<{ include: typeof include }>): Task {
  const { id, title, status, contactId, conversationId, assignee, team } = row;
  return {
    id,
    title,
    status,
    contactId,
    conversationId,
    assignee,
    team: team?.key ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    isFollowUp: row.isFollowUp,
    completedAt: row.completedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A task of a conversation is seen by whoever sees the conversation. */
function visible(actor: Actor): Prisma.TaskWhereInput {
  const filter = conversationFilter(actor);
  if (Object.keys(filter).length === 0) return {};
  return { OR: [{ conversationId: null }, { conversation: filter }] };
}

function assigneeFilter(actor: Actor, assignee: string | undefined): Prisma.TaskWhereInput {
  if (!assignee) return {};
  if (assignee === "none") return { assigneeId: null };
  if (assignee === "me") return actor.kind === "user" ? { assigneeId: actor.userId } : { id: { in: [] } };
  return ID.test(assignee) ? { assigneeId: assignee } : { assignee: { email: assignee.toLowerCase() } };
}

export async function listTasks(actor: Actor, query: z.output<typeof tasksQuerySchema>): Promise<Page<Task>> {
  authorize(actor, "conversations.view");
  const { where, ...page } = idPage(query, "desc");
  const wanted: Prisma.TaskWhereInput = {
    ...(query.status?.length ? { status: { in: query.status } } : {}),
    ...(query.conversation ? { conversationId: query.conversation } : {}),
    ...(query.contact ? { contactId: query.contact } : {}),
    ...(query.overdue ? { status: "open", dueAt: { lt: new Date() } } : {}),
    ...assigneeFilter(actor, query.assignee),
  };
  const rows = await transact(actor, (tx) =>
    tx.task.findMany({ ...page, where: { AND: [where, wanted, visible(actor)] }, include }),
  );
  return toIdPage(query, rows, toTask);
}

export async function getTask(actor: Actor, id: string): Promise<Task> {
  authorize(actor, "conversations.view");
  return transact(actor, (tx) => readTask(tx, actor, id));
}

export async function createTask(actor: Actor, given: z.output<typeof createTaskSchema>): Promise<Task> {
  authorize(actor, "conversations.reply");
  return transact(actor, async (tx) => {
    const { title, contactId, conversationId, assignee, team, dueAt } = given;
    if (conversationId) await requireConversation(tx, actor, conversationId);
    if (contactId) await requireContact(tx, contactId);
    const id = uuidv7();
    const task = await tx.task.create({
      data: {
        id,
        workspaceId: actor.workspaceId,
        title,
        contactId,
        conversationId,
        assigneeId: assignee && (await requireUserId(tx, assignee)),
        teamId: team && (await requireTeamId(tx, team)),
        dueAt: dueAt && new Date(dueAt),
        createdByKind: actor.kind,
        createdById: actorId(actor),
      },
    });
    await armTask(tx, task);
    const data = { taskId: id, ...(dueAt ? { dueAt } : {}) };
    await appendEvent(tx, { type: "task.created", actor, conversationId, contactId, data });
    return readTask(tx, actor, id);
  });
}

export async function patchTask(
  actor: Actor,
  id: string,
  given: z.output<typeof patchTaskSchema>,
): Promise<Task> {
  authorize(actor, "conversations.reply");
  return transact(actor, async (tx) => {
    const before = await readTask(tx, actor, id);
    const { title, assignee, team, dueAt, status } = given;
    const isDoneNow = status === "done" && before.status !== "done";
    const task = await tx.task.update({
      where: { id },
      data: {
        title,
        status,
        assigneeId: assignee == null ? assignee : await requireUserId(tx, assignee),
        teamId: team == null ? team : await requireTeamId(tx, team),
        dueAt: dueAt == null ? dueAt : new Date(dueAt),
        ...(isDoneNow ? { completedAt: new Date(), completedById: actorId(actor) } : {}),
        ...(status && status !== "done" ? { completedAt: null, completedById: null } : {}),
      },
    });
    await armTask(tx, task);
    if (isDoneNow) await tellOfTask(tx, actor, task, "completed");
    if (status === "cancelled" && before.status === "open") await tellOfTask(tx, actor, task, "cancelled");
    const isMoved = before.dueAt !== (task.dueAt?.toISOString() ?? null);
    if (isMoved && task.status === "open") await tellOfTask(tx, actor, task, "moved");
    return readTask(tx, actor, id);
  });
}

export async function deleteTask(actor: Actor, id: string): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    await readTask(tx, actor, id);
    const task = await tx.task.delete({ where: { id } });
    await armTask(tx, { ...task, status: "cancelled" });
    if (task.status === "open") await tellOfTask(tx, actor, task, "cancelled");
  });
}

async function readTask(tx: Transaction, actor: Actor, id: string): Promise<Task> {
  const row = await tx.task.findFirst({ where: { AND: [{ id }, visible(actor)] }, include });
  if (!row) throw new AppError("not_found", "There is no such task.");
  return toTask(row);
}
