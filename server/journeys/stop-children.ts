import { uuidv7 } from "uuidv7";
import { systemActor } from "#server/access/actor.ts";
import { childrenOf } from "#server/journeys/family-rows.ts";
import { transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Stops what a run waited for when it was stopped or left. Runs that it only started go on. */
export async function stopChildren(workspaceId: string, runId: string): Promise<void> {
  await transact(systemActor(workspaceId, "relay"), async (tx) => {
    const children = await tx.run.findMany({
      where: { workspaceId, startKey: { startsWith: childrenOf(runId) }, endedAt: null },
      select: { id: true },
    });
    for (const child of children) {
      await writeOutbox(tx, {
        workspaceId,
        topic: "run.control",
        orderingKey: child.id,
        payload: { runId: child.id, controlId: uuidv7(), action: "stop", at: Date.now() },
      });
    }
  });
}
