import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { weeklyHoursSchema } from "#core/api/library.ts";
import type { Page, PageQuery } from "#core/api/page.ts";
import type { createLeaveSchema, Leave, putShiftsSchema, Shifts } from "#core/api/working-time.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";

/** When somebody works. @throws AppError not_found */
export async function readShifts(actor: Actor, userId: string): Promise<Shifts> {
  authorize(actor, "people.view");
  const row = await transact(actor, async (tx) => {
    await requireUser(tx, userId);
    return tx.userShifts.findUnique({ where: { userId } });
  });
  return { timezone: row?.timezone ?? null, weekly: row ? weeklyHoursSchema.parse(row.weekly) : null };
}

/** Says when somebody works; what waits goes to them at once if it is now. */
export async function putShifts(
  actor: Actor,
  userId: string,
  { timezone = "UTC", weekly }: z.output<typeof putShiftsSchema>,
): Promise<Shifts> {
  authorize(actor, "conversations.manage");
  const { workspaceId } = actor;
  await transact(actor, async (tx) => {
    await requireUser(tx, userId);
    if (weekly === null) await tx.userShifts.deleteMany({ where: { userId } });
    else {
      const hours = { timezone, weekly };
      await tx.userShifts.upsert({
        where: { userId },
        create: { userId, workspaceId, ...hours },
        update: hours,
      });
    }
    await writeAudit(tx, actor, { action: "user.shifts_changed", subjectType: "user", subjectId: userId });
    await promiseDrain(tx, workspaceId, userId);
  });
  await drainQueues(workspaceId);
  return readShifts(actor, userId);
}

/** Somebody's leave that is not over, the first to be entered first. */
export async function listLeave(actor: Actor, userId: string, query: PageQuery): Promise<Page<Leave>> {
  authorize(actor, "people.view");
  const { where, ...page } = idPage(query, "asc");
  const rows = await transact(actor, async (tx) => {
    await requireUser(tx, userId);
    return tx.leave.findMany({ ...page, where: { ...where, userId, endsAt: { gt: new Date() } } });
  });
  return toIdPage(query, rows, toLeave);
}

/** Somebody is away for a time: nothing is given to them in it. People may enter their own. */
export async function createLeave(
  actor: Actor,
  userId: string,
  { from, to, note }: z.output<typeof createLeaveSchema>,
): Promise<Leave> {
  authorizeFor(actor, userId);
  const id = uuidv7();
  return transact(actor, async (tx) => {
    await requireUser(tx, userId);
    const times = { startsAt: new Date(from), endsAt: new Date(to) };
    const row = await tx.leave.create({
      data: { id, workspaceId: actor.workspaceId, userId, note: note ?? null, ...times },
    });
    await writeAudit(tx, actor, { action: "user.leave_added", subjectType: "user", subjectId: userId });
    return toLeave(row);
  });
}

/** They are here after all. @throws AppError not_found */
export async function deleteLeave(actor: Actor, userId: string, leaveId: string): Promise<void> {
  authorizeFor(actor, userId);
  await transact(actor, async (tx) => {
    const { count } = await tx.leave.deleteMany({ where: { id: leaveId, userId } });
    if (count === 0) throw new AppError("not_found", "There is no such leave.");
    await writeAudit(tx, actor, { action: "user.leave_removed", subjectType: "user", subjectId: userId });
    await promiseDrain(tx, actor.workspaceId, userId);
  });
  await drainQueues(actor.workspaceId);
}

function authorizeFor(actor: Actor, userId: string): void {
  if (actor.kind !== "user" || actor.userId !== userId) authorize(actor, "conversations.manage");
}

async function requireUser(tx: Transaction, id: string): Promise<void> {
  const user = await tx.user.findFirst({ where: { id }, select: { id: true } });
  if (!user) throw new AppError("not_found", "There is no such user.");
}

function toLeave(row: {
  id: string;
  startsAt: Date;
  endsAt: Date;
  note: string | null;
  createdAt: Date;
}): Leave {
  const { id, startsAt, endsAt, note, createdAt } = row;
  return {
    id,
    from: startsAt.toISOString(),
    to: endsAt.toISOString(),
    note,
    createdAt: createdAt.toISOString(),
  };
}
