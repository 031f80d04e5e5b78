import { systemActor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { transact } from "#server/platform/database.ts";
import { findOpenOffer } from "#server/routing/offers.ts";
import { continueRouting, lockRouting } from "#server/routing/route-conversation.ts";

/** What one pass looks at; what still waits after it waits for the next thing that frees somebody. */
const MOST = 100;

/**
 * Gives what waits in the queues to whoever can take it now, or offers it to them: the most urgent first, then the
 * longest waiting. Called when somebody comes online or has room again. Returns how many were given to somebody.
 */
export async function drainQueues(workspaceId: string): Promise<number> {
  const actor = systemActor(workspaceId, "routing");
  const entries = await transact(actor, (tx) =>
    tx.queueEntry.findMany({
      where: { leftAt: null },
      orderBy: [{ priority: "desc" }, { enteredAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  );
  let given = 0;
  for (const { id, conversationId } of entries) {
    const routed = await transact(actor, async (tx) => {
      await lockRouting(tx, workspaceId);
      const entry = await tx.queueEntry.findFirst({ where: { id, leftAt: null } });
      if (!entry) return null;
      const conversation = await lockConversation(tx, actor, conversationId);
      if (conversation.status === "resolved" || conversation.status === "spam") {
        await leaveQueue(tx, actor, conversation, "left");
        return null;
      }
      // Somebody is being asked already.
      if (await findOpenOffer(tx, conversationId)) return null;
      return continueRouting(tx, actor, conversation, { onlyIfSomebody: true });
    });
    if (routed?.outlet === "assigned") given += 1;
  }
  return given;
}
