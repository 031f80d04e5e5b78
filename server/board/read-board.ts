import type { Board } from "#core/api/board.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { boardAgents } from "#server/board/board-agents.ts";
import { bottlenecks } from "#server/board/bottlenecks.ts";
import { promisesAtRisk, unhappy, waitingByTeam } from "#server/board/open-work.ts";
import { transact } from "#server/platform/database.ts";

/** What waits, presses and grows at this moment, in a few looks that each have an index. */
export async function readBoard(actor: Actor): Promise<Board> {
  authorize(actor, "conversations.manage");
  return transact(actor, async (tx) => ({
    at: new Date().toISOString(),
    waiting: await waitingByTeam(tx, actor.workspaceId),
    sla: await promisesAtRisk(tx, actor.workspaceId),
    agents: await boardAgents(tx, actor.workspaceId),
    sentiment: await unhappy(tx, actor.workspaceId),
    bottlenecks: await bottlenecks(tx, actor.workspaceId),
  }));
}
