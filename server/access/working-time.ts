import type { z } from "zod";
import { weeklyHoursSchema } from "#core/api/library.ts";
import type { putShiftsSchema, Shifts } from "#core/api/working-time.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { requireUser } from "#server/access/require-user.ts";
import { transact } from "#server/platform/database.ts";
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
