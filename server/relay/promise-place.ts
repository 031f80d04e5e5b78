import type { Conversation } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** Promises that a conversation which is let go of has a place again, where its customer waits. */
export async function promisePlace(
  tx: Transaction,
  { workspaceId, id: conversationId, waitingSince }: Conversation,
): Promise<void> {
  if (!waitingSince) return;
  const topic = "conversation.unheld";
  await writeOutbox(tx, { workspaceId, topic, orderingKey: conversationId, payload: { conversationId } });
}
