import type { Message, Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { lockMessage } from "#server/conversations/lock-message.ts";
import { earlierOutcome } from "#server/conversations/send-outcome.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/**
 * A provider told at last what became of a message whose answer had never come: the effect that sent it is settled,
 * and a run that is stuck at it goes on. Harmless where somebody has sent it again meanwhile: that was another effect.
 * @param message with what the provider told
 */
export async function settleLateEffect(tx: Transaction, message: Message): Promise<void> {
  const { workspaceId, runId, effectKey } = message;
  if (!runId || !effectKey) return;
  const { messageId: _message, conversationId: _conversation, ...outcome } = earlierOutcome(message);
  const { count } = await tx.effect.updateMany({
    where: { workspaceId, key: effectKey, status: "unknown" },
    data: {
      status: outcome.status === "failed" ? "failed" : "done",
      result: outcome as Prisma.InputJsonObject,
      ...(outcome.status === "failed" && { error: { code: outcome.code, reason: outcome.reason } }),
      completedAt: new Date(),
    },
  });
  if (count === 0) return;
  const event = { kind: "effect", id: effectKey, at: Date.now() } as const;
  await writeOutbox(tx, {
    workspaceId,
    topic: "run.signal",
    orderingKey: runId,
    payload: { runId, event },
  });
}

/**
 * Looks once more at an effect that was just written down as unknown: a status that came between the provider's
 * silence and that line has found nothing to settle.
 */
export async function settleIfKnown(workspaceId: string, effectKey: string): Promise<void> {
  await transact(systemActor(workspaceId, "relay"), async (tx) => {
    const found = await tx.message.findFirst({ where: { effectKey } });
    if (!found) return;
    const message = await lockMessage(tx, found);
    const { status } = message;
    if (status === "queued" || status === "unknown" || status === "received") return;
    await settleLateEffect(tx, message);
  });
}
