import { AppError } from "#core/errors.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Throws `reply_conflict` when somebody on our side has answered since the message the writer last saw. */
export async function requireNoReplySince(
  tx: Transaction,
  conversationId: string,
  lastSeenMessageId: string | undefined,
): Promise<void> {
  if (!lastSeenMessageId) return;
  const seen = await tx.message.findFirst({ where: { id: lastSeenMessageId, conversationId } });
  if (!seen) throw new AppError("invalid_input", "lastSeenMessageId: there is no such message here");
  const newer = await tx.message.findFirst({
    where: {
      conversationId,
      direction: "out",
      position: { gt: seen.position },
      status: { notIn: ["failed", "suppressed"] },
    },
    orderBy: { position: "desc" },
  });
  if (newer) throw new AppError("reply_conflict", "Somebody has answered since you last looked");
}
