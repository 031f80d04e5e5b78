import type { Message } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

/** The message as it is now, held fast. The conversation comes first, as everywhere, so that none wait in a ring. */
export async function lockMessage(
  tx: Transaction,
  { id, conversationId }: Pick<Message, "id" | "conversationId">,
): Promise<Message> {
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  await tx.$executeRaw`SELECT 1 FROM messages WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.message.findUniqueOrThrow({ where: { id } });
}
