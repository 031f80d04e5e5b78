import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/**
 * Somebody has room, or is here, or may do more than before: the queues are looked at once this transaction is
 * through, whatever becomes of the process that asked. `about` keeps those who promise it at once out of each
 * other's way.
 */
export async function promiseDrain(tx: Transaction, workspaceId: string, about: string): Promise<void> {
  await writeOutbox(tx, { workspaceId, topic: "queue.drain", orderingKey: `queue/${about}`, payload: {} });
}
