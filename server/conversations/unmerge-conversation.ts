import { AppError } from "#core/errors.ts";
import type { Conversation, ConversationMerge, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { lockBoth, type StateBefore, tellOfMerge } from "#server/conversations/merge-pair.ts";
import { type MovedRows, moveRows, putInOrder, restorePlaces } from "#server/conversations/move-rows.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";
import { followSla } from "#server/sla/follow-sla.ts";

interface Undoing {
  merge: ConversationMerge;
  before: { from: StateBefore; into: StateBefore };
}

/**
 * Takes the merge of a conversation apart: every row it moved goes back, and who waited waits again, by the same clocks.
 * What was said since stays with the survivor.
 * @throws AppError not_found, conflict where it is not merged
 */
export async function unmergeConversation(actor: Actor, id: string): Promise<ConversationMerge> {
  authorize(actor, "conversations.assign");
  return transact(actor, async (tx) => {
    const known = await lockConversation(tx, actor, id);
    const merge = await tx.conversationMerge.findFirst({
      where: { fromId: id, kind: "merge", undoneAt: null },
    });
    if (!merge || !known.mergedIntoId) throw new AppError("conflict", "This conversation is not merged.");
    const [from, into] = await lockBoth(tx, actor, id, merge.intoId);
    const undoing = { merge, before: merge.before as unknown as Undoing["before"] };
    const moved = merge.moved as unknown as MovedRows;
    await tx.conversation.updateMany({
      where: { id: into.id, floorRunId: { in: moved.runs } },
      data: { floorRunId: null },
    });
    await moveRows(tx, moved, id);
    await restorePlaces(tx, moved);
    await putInOrder(tx, into.id);
    await putBack(tx, actor, from, undoing);
    await leaveAsItWas(tx, actor, into, undoing);
    const undone = await tx.conversationMerge.update({
      where: { id: merge.id },
      data: { undoneAt: new Date() },
    });
    await tellOfMerge(tx, actor, [from, into], "conversation.unmerged");
    return undone;
  });
}

/** The merged one is as it was: its journey speaks, its clocks run, and who has it or finds it answers. */
async function putBack(
  tx: Transaction,
  actor: Actor,
  from: Conversation,
  { merge, before }: Undoing,
): Promise<void> {
  const { floorRunId, ...state } = before.from;
  const floor = floorRunId && (await tx.run.findFirst({ where: { id: floorRunId, endedAt: null } }));
  if (floor) await tx.run.update({ where: { id: floor.id }, data: { floor: true } });
  // A snooze is not armed again: it is awake.
  const status = state.status === "snoozed" ? "in_progress" : state.status;
  const data = {
    ...state,
    status,
    snoozedUntil: null,
    mergedIntoId: null,
    floorRunId: floor ? floor.id : null,
  };
  const now = await tx.conversation.update({
    where: { id: from.id },
    data: data as Prisma.ConversationUncheckedUpdateInput,
  });
  // Begun anew from the same moments, they fall due when they would have.
  const ended = { conversationId: from.id, endedAt: merge.mergedAt };
  await tx.slaClock.deleteMany({ where: { ...ended, status: "stopped" } });
  await tx.appliedSlaPolicy.updateMany({
    where: { conversationId: from.id, stoppedAt: merge.mergedAt },
    data: { stoppedAt: null },
  });
  await followSla(tx, actor, from.id, { at: new Date() });
  if (!now.assigneeId) await promisePlace(tx, now);
}

/** The survivor waits only for what was asked there, and is closed again where nothing has happened in it since. */
async function leaveAsItWas(
  tx: Transaction,
  actor: Actor,
  into: Conversation,
  { merge, before }: Undoing,
): Promise<void> {
  const since = { conversationId: into.id, createdAt: { gt: merge.mergedAt } };
  const said = await tx.message.findFirst({ where: since });
  const wasClosed = before.into.status === "resolved" || before.into.status === "spam";
  if (wasClosed && !said && into.status === "in_progress" && into.assigneeId === before.into.assigneeId) {
    const { status, resolvedAt, resolvedReason } = before.into;
    const closed = { status, resolvedAt: timeOf(resolvedAt), resolvedReason, waitingSince: null };
    await applyChange(tx, actor, into, { patch: closed as Partial<Conversation>, events: [] });
    await leaveQueue(tx, actor, into, "resolved");
    return;
  }
  // Answered meanwhile, or waiting on its own account.
  const isTheirs = into.waitingSince?.toISOString() === before.from.waitingSince;
  if (!isTheirs || before.into.waitingSince === before.from.waitingSince) return;
  const asked = await tx.message.findFirst({
    where: { ...since, direction: "in" },
    orderBy: { position: "asc" },
  });
  const waitingSince = timeOf(before.into.waitingSince) ?? asked?.at ?? null;
  await applyChange(tx, actor, into, { patch: { waitingSince }, events: [] });
  if (!waitingSince) await leaveQueueSince(tx, actor, into, merge.mergedAt);
}

/** Out of the queue that it came into only for what was merged into it. */
async function leaveQueueSince(
  tx: Transaction,
  actor: Actor,
  into: Conversation,
  mergedAt: Date,
): Promise<void> {
  const where = { conversationId: into.id, leftAt: null, joinedAt: { gte: mergedAt } };
  if (await tx.queueEntry.findFirst({ where })) await leaveQueue(tx, actor, into, "left");
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
