import { uuidv7 } from "uuidv7";
import type { Transaction } from "#server/platform/database.ts";
import type { OutboxPayload, OutboxTopic } from "#server/relay/outbox-topics.ts";

/**
 * Promises work in the caller's transaction: it is done by the relay if, and only if, that commits.
 * Rows of one `orderingKey` are worked on one after the other, in the order they were written.
 */
export async function writeOutbox<Topic extends OutboxTopic>(
  tx: Transaction,
  entry: {
    workspaceId: string;
    topic: Topic;
    orderingKey: string;
    payload: OutboxPayload<Topic>;
    /** Not before this time; by default at once. */
    availableAt?: Date;
  },
): Promise<void> {
  await tx.outboxEntry.create({ data: { id: uuidv7(), ...entry } });
}
