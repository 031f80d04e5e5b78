import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { disarmDeadlines } from "#server/relay/arm-deadline.ts";
import { takeWorkOff } from "#server/routing/take-work-off.ts";

/**
 * Hands over what somebody had who is deactivated: conversations and offers go to others or into the queue, tasks to
 * the team, and replies that they had put off to whoever has the conversation now. Done again it changes nothing.
 */
export async function handOverAll(workspaceId: string, userId: string): Promise<void> {
  const actor = systemActor(workspaceId, "routing");
  const hasLeft = await transact(actor, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId } });
    return user !== null && user.deactivatedAt !== null;
  });
  // Activated again before anything was handed over.
  if (!hasLeft) return;
  await takeWorkOff(workspaceId, userId);
  await transact(actor, async (tx) => {
    const teams = await tx.teamMember.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
    const tasks = await tx.task.findMany({
      where: { assigneeId: userId, status: "open" },
      include: { conversation: { select: { assigneeId: true, teamId: true } } },
    });
    for (const { id, teamId, conversation } of tasks) {
      const team = teamId ?? conversation?.teamId ?? teams[0]?.teamId ?? null;
      const assigneeId = conversation?.assigneeId === userId ? null : (conversation?.assigneeId ?? null);
      await tx.task.update({ where: { id }, data: { assigneeId, teamId: team } });
    }
    const replies = await tx.scheduledMessage.findMany({
      where: { authorId: userId, status: "pending" },
      include: { conversation: { select: { assigneeId: true } } },
    });
    for (const { id, author, conversation } of replies) {
      const { assigneeId } = conversation;
      const heir = assigneeId && assigneeId !== userId && { ...(author as object), userId: assigneeId };
      const data = heir
        ? { authorId: assigneeId, author: heir }
        : { status: "cancelled" as const, reason: "Whoever wrote it has left", settledAt: new Date() };
      await tx.scheduledMessage.update({ where: { id }, data });
      if (!heir) await disarmDeadlines(tx, [`scheduledReply:${id}`]);
    }
  });
}
