import { uuidv7 } from "uuidv7";
import { afterSnooze, afterWake } from "#core/conversation/lifecycle.ts";
import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";

/** Puts a conversation away until a time, or with null until the customer writes. */
export async function snoozeConversation(
  actor: Actor,
  { conversationId, until }: { conversationId: string; until: Date | null },
): Promise<void> {
  authorize(actor, "conversations.reply");
  const now = new Date();
  if (until && until <= now)
    throw new AppError("invalid_input", "until: choose a time that is still to come");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    if (conversation.status === "resolved" || conversation.status === "spam") {
      throw new AppError("conflict", "Only an open conversation can be snoozed");
    }
    await applyChange(tx, actor, conversation, afterSnooze(readLifecycle(conversation), until));
    if (!until) return cancelSnooze(tx, conversationId);
    const { workspaceId } = actor;
    const key = snoozeKey(conversationId);
    const armed = { dueAt: until, status: "pending", claimedUntil: null, attempts: 0 } as const;
    await tx.deadline.upsert({
      where: { workspaceId_key: { workspaceId, key } },
      create: { id: uuidv7(), workspaceId, kind: "snooze", key, conversationId, ...armed },
      update: armed,
    });
  });
}

/** Wakes a snoozed conversation: its time has come, or somebody wants it back. Harmless when it is awake. */
export async function wakeConversation(
  actor: Actor,
  { conversationId, by }: { conversationId: string; by: "time" | "agent" },
): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const { snoozedUntil } = conversation;
    // The deadline of a snooze that was moved meanwhile.
    if (by === "time" && (!snoozedUntil || snoozedUntil > new Date())) return;
    await applyChange(tx, actor, conversation, afterWake(readLifecycle(conversation), by));
    await cancelSnooze(tx, conversationId);
    if (!conversation.assigneeId) await promisePlace(tx, conversation);
  });
}

/** Disarms a snooze's deadline. */
export async function cancelSnooze(tx: Transaction, conversationId: string): Promise<void> {
  await tx.deadline.updateMany({
    where: { key: snoozeKey(conversationId), status: "pending" },
    data: { status: "cancelled" },
  });
}

function snoozeKey(conversationId: string): string {
  return `snooze:${conversationId}`;
}
