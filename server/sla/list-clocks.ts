import type { SlaClock } from "#core/api/sla.ts";
import type { Actor } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { transact } from "#server/platform/database.ts";

/** The clocks of a conversation that the actor may see, in the order in which they began. */
export async function listClocks(actor: Actor, conversationId: string): Promise<{ data: SlaClock[] }> {
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const rows = await tx.slaClock.findMany({
      where: { conversationId },
      include: { policy: { select: { id: true, key: true, name: true } } },
      orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    });
    const data = rows.map(
      ({ id, policy, target, cycle, status, allowedMs, usedMs, pauseReason, ...times }) => ({
        id,
        policy,
        target,
        cycle,
        status,
        allowedMs,
        usedMs,
        pauseReason,
        startedAt: times.startedAt.toISOString(),
        dueAt: times.dueAt?.toISOString() ?? null,
        metAt: times.metAt?.toISOString() ?? null,
        breachedAt: times.breachedAt?.toISOString() ?? null,
        endedAt: times.endedAt?.toISOString() ?? null,
      }),
    );
    return { data };
  });
}
