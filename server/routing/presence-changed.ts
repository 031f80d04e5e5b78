import { afterRelease } from "#core/conversation/lifecycle.ts";
import { systemActor } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { changeHands } from "#server/conversations/change-hands.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { transact } from "#server/platform/database.ts";
import { drainQueues } from "#server/routing/drain-queues.ts";
import { lockRouting, routeLocked } from "#server/routing/route-conversation.ts";

/** What routing does when somebody comes or goes: the queues drain to them, or their waiting work goes on to others. */
export async function presenceChanged(workspaceId: string, userId: string, status: string): Promise<void> {
  if (status === "online") await drainQueues(workspaceId);
  if (status === "offline") await passOnWaiting(workspaceId, userId);
}

/** Customers who wait for an answer do not wait for somebody who has gone. Those who were answered stay. */
async function passOnWaiting(workspaceId: string, userId: string): Promise<void> {
  const actor = systemActor(workspaceId, "routing");
  const waiting = await transact(actor, (tx) =>
    tx.conversation.findMany({
      where: { assigneeId: userId, status: { in: ["new", "in_progress"] }, waitingSince: { not: null } },
      select: { id: true },
      orderBy: { waitingSince: "asc" },
    }),
  );
  for (const { id } of waiting) {
    await transact(actor, async (tx) => {
      await lockRouting(tx, workspaceId);
      const conversation = await lockConversation(tx, actor, id);
      const presence = await tx.presence.findUnique({ where: { userId } });
      // Back already, or given to somebody else meanwhile.
      if (conversation.assigneeId !== userId || presence?.status !== "offline") return;
      const { assigneeId: _, ...patch } = afterRelease(readLifecycle(conversation), {
        runSpeaks: false,
      }).patch;
      await applyChange(tx, actor, conversation, { patch, events: [] });
      const to = { userId: null, teamId: conversation.teamId };
      await changeHands(tx, actor, conversation, { to, reason: "offline", at: new Date() });
      await routeLocked(tx, actor, await lockConversation(tx, actor, id), { request: {} });
    });
  }
}
