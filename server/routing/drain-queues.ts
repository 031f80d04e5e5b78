import { z } from "zod";
import { systemActor } from "#server/access/actor.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { lockRouting, routeLocked } from "#server/routing/route-conversation.ts";

const skillsSchema = z.array(z.object({ key: z.string(), level: z.number() })).catch([]);
/** What one pass looks at; what still waits after it waits for the next thing that frees somebody. */
const MOST = 100;

const strategySchema = z.enum(["roundRobin", "leastBusy", "sticky", "manual"]).catch("leastBusy");

/**
 * Gives what waits in the queues to whoever can take it now: the most urgent first, then the longest waiting.
 * Called when somebody comes online or has room again. Returns how many found somebody.
 */
export async function drainQueues(workspaceId: string): Promise<number> {
  const actor = systemActor(workspaceId, "routing");
  const entries = await transact(actor, (tx) =>
    tx.queueEntry.findMany({
      where: { leftAt: null },
      orderBy: [{ priority: "desc" }, { enteredAt: "asc" }, { id: "asc" }],
      include: { queue: { include: { team: true } } },
      take: MOST,
    }),
  );
  let given = 0;
  for (const { id, conversationId, queue, skills } of entries) {
    const routed = await transact(actor, async (tx) => {
      await lockRouting(tx, workspaceId);
      const entry = await tx.queueEntry.findFirst({ where: { id, leftAt: null } });
      if (!entry) return null;
      const conversation = await lockConversation(tx, actor, conversationId);
      if (conversation.status === "resolved" || conversation.status === "spam") {
        await leaveQueue(tx, actor, conversation, "left");
        return null;
      }
      const strategy = await strategyOf(tx, conversationId);
      if (strategy === "manual") return null;
      const team = queue.team ? { team: queue.team.key } : {};
      const request = { ...team, strategy, skills: skillsSchema.parse(skills) };
      const run = entry.runId ? { runId: entry.runId, effectKey: `queue:${entry.id}` } : undefined;
      return routeLocked(tx, actor, conversation, { request, onlyIfSomebody: true, ...(run && { run }) });
    });
    if (routed?.outlet === "assigned") given += 1;
  }
  return given;
}

/** As the decision said that put it into the queue: what waits to be claimed is not given to anybody. */
async function strategyOf(tx: Transaction, conversationId: string) {
  const decision = await tx.routingDecision.findFirst({
    where: { conversationId },
    orderBy: { decidedAt: "desc" },
    select: { strategy: true },
  });
  return strategySchema.parse(decision?.strategy);
}
