import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { createLeaveSchema, Leave } from "#core/api/working-time.ts";
import { AppError } from "#core/errors.ts";
import { isAllowed } from "#core/permissions/roles.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { requireUser } from "#server/access/require-user.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { requireUserId } from "#server/platform/require-rows.ts";
import { armDeadline, disarmDeadlines } from "#server/relay/arm-deadline.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";
import { takeWorkOff } from "#server/routing/take-work-off.ts";

const include = { substitute: { select: { id: true, name: true } } } satisfies Prisma.LeaveInclude;

/** Somebody's leave that is not over, the first to be entered first. */
export async function listLeave(actor: Actor, userId: string, query: PageQuery): Promise<Page<Leave>> {
  authorize(actor, "people.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, async (tx) => {
    await requireUser(tx, userId);
    return tx.leave.findMany({ ...page, include, where: { ...where, userId, endsAt: { gt: new Date() } } });
  });
  return toIdPage(query, rows, toLeave);
}

/**
 * Somebody is away for a time: nothing is given to them in it. Customers who wait for them when it begins, or write to
 * them meanwhile, go to the substitute or to whoever routing finds. People may enter their own.
 */
export async function createLeave(
  actor: Actor,
  userId: string,
  { from, to, note, autoReply, substitute = null }: z.output<typeof createLeaveSchema>,
): Promise<Leave> {
  authorizeFor(actor, userId);
  const { workspaceId } = actor;
  const id = uuidv7();
  const [startsAt, endsAt] = [new Date(from), new Date(to)];
  const made = await transact(actor, async (tx) => {
    await requireUser(tx, userId);
    const substituteId = substitute && (await requireSubstitute(tx, substitute, userId));
    const told = { note: note ?? null, autoReply: autoReply || null, substituteId: substituteId || null };
    const row = await tx.leave.create({
      data: { id, workspaceId, userId, startsAt, endsAt, ...told },
      include,
    });
    await writeAudit(tx, actor, { action: "user.leave_added", subjectType: "user", subjectId: userId });
    const begins = { kind: "offlineWork", key: keyOf(id), dueAt: startsAt, subjectId: userId } as const;
    await armDeadline(tx, { workspaceId, ...begins });
    return toLeave(row);
  });
  if (startsAt <= new Date()) await takeWorkOff(workspaceId, userId);
  return made;
}

/** They are here after all. @throws AppError not_found */
export async function deleteLeave(actor: Actor, userId: string, leaveId: string): Promise<void> {
  authorizeFor(actor, userId);
  await transact(actor, async (tx) => {
    const { count } = await tx.leave.deleteMany({ where: { id: leaveId, userId } });
    if (count === 0) throw new AppError("not_found", "There is no such leave.");
    await disarmDeadlines(tx, [keyOf(leaveId)]);
    await writeAudit(tx, actor, { action: "user.leave_removed", subjectType: "user", subjectId: userId });
    await promiseDrain(tx, actor.workspaceId, userId);
  });
  await drainQueues(actor.workspaceId);
}

const keyOf = (leaveId: string) => `leave:${leaveId}`;

function authorizeFor(actor: Actor, userId: string): void {
  if (actor.kind !== "user" || actor.userId !== userId) authorize(actor, "conversations.manage");
}

async function requireSubstitute(tx: Transaction, named: string, userId: string): Promise<string> {
  const id = await requireUserId(tx, named);
  if (id === userId)
    throw new AppError("invalid_input", "substitute: somebody else, since this person is away");
  const { role } = await tx.user.findUniqueOrThrow({ where: { id }, select: { role: true } });
  if (!isAllowed(role, "conversations.reply"))
    throw new AppError("invalid_input", "substitute: somebody whose role may reply to customers");
  return id;
}

function toLeave(row: Prisma.LeaveGetPayload<{ include: typeof include }>): Leave {
  const { id, startsAt, endsAt, note, autoReply, substitute, createdAt } = row;
  const [from, to] = [startsAt.toISOString(), endsAt.toISOString()];
  return { id, from, to, note, autoReply, substitute, createdAt: createdAt.toISOString() };
}
