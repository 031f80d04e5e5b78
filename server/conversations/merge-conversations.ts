import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import type { Conversation, ConversationMerge, Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { applyChange } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { lockBoth, stateOf, tellOfMerge } from "#server/conversations/merge-pair.ts";
import { type MovedRows, moveRows, putInOrder, rowsOf } from "#server/conversations/move-rows.ts";
import { cancelSnooze } from "#server/conversations/snooze-conversation.ts";
import { holdRuns } from "#server/journeys/hold-runs.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { promisePlace } from "#server/relay/promise-place.ts";
import { type AwaitingRun, answerRuns, findAwaitingRuns } from "#server/routing/answer-runs.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { findHandedOverRuns, returnRuns } from "#server/routing/return-runs.ts";
import { followSla } from "#server/sla/follow-sla.ts";

/**
 * Makes two conversations of one contact one: all that was said and is under way goes to `intoId`, in the order of its
 * times. Journeys that are in it go on there. What the customer writes next comes to the survivor.
 * @throws AppError not_found, invalid_input, conflict where they are of two contacts or merged already
 */
export async function mergeConversation(
  actor: Actor,
  id: string,
  intoId: string,
): Promise<ConversationMerge> {
  authorize(actor, "conversations.assign");
  if (id === intoId) throw new AppError("invalid_input", "into: choose another conversation than this one");
  return transact(actor, async (tx) => {
    const [from, into] = await lockBoth(tx, actor, id, intoId);
    requireMergeable(from, into);
    const mergedAt = new Date();
    const moved = await rowsOf(tx, id);
    const asked = [...(await findAwaitingRuns(tx, id)), ...(await findHandedOverRuns(tx, id))];
    // A journey that asked for somebody has found whoever has the survivor, or nobody.
    await answerRuns(tx, actor, from, into.assigneeId ? "assigned" : "nobody");
    if (into.handler !== "human") await returnRuns(tx, actor, from, "release");
    await keepOneFloor(tx, from, into);
    await moveRows(tx, moved, intoId);
    await putInOrder(tx, intoId);
    await takeIn(tx, actor, from, into);
    await putAway(tx, actor, from, into.id, mergedAt);
    await handOn(tx, into, moved, asked);
    const merge = await tx.conversationMerge.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        kind: "merge",
        intoId,
        fromId: id,
        moved: JSON.parse(JSON.stringify(moved)),
        before: { from: stateOf(from), into: stateOf(into) },
        byKind: actor.kind,
        byId: actorId(actor),
        mergedAt,
      },
    });
    await tellOfMerge(tx, actor, [from, into], "conversation.merged");
    return merge;
  });
}

function requireMergeable(from: Conversation, into: Conversation): void {
  for (const { mergedIntoId } of [from, into]) {
    if (mergedIntoId)
      throw new AppError("conflict", "One of the two is merged already. Choose the survivor.");
  }
  if (from.contactId !== into.contactId) {
    throw new AppError(
      "conflict",
      "They are of two contacts. Merge the contacts first, if they are one person.",
    );
  }
}

/** Two runs may not both have the floor: the survivor's keeps it. */
async function keepOneFloor(tx: Transaction, from: Conversation, into: Conversation): Promise<void> {
  const holder = await tx.run.findFirst({ where: { conversationId: into.id, floor: true } });
  if (holder || into.floorRunId) {
    await tx.run.updateMany({ where: { conversationId: from.id, floor: true }, data: { floor: false } });
  } else if (from.floorRunId) {
    await tx.conversation.update({ where: { id: into.id }, data: { floorRunId: from.floorRunId } });
  }
}

async function takeIn(tx: Transaction, actor: Actor, from: Conversation, into: Conversation): Promise<void> {
  const isOpen = ({ status }: Conversation) => status !== "resolved" && status !== "spam";
  const opens = isOpen(from) && !isOpen(into);
  const newer = from.lastActivityAt > into.lastActivityAt ? from : into;
  const patch: Prisma.ConversationUncheckedUpdateInput = {
    channel: newer.channel,
    lastActivityAt: newer.lastActivityAt,
    lastMessagePreview: newer.lastMessagePreview,
    lastInboundAt: latest(from.lastInboundAt, into.lastInboundAt),
    lastOutboundAt: latest(from.lastOutboundAt, into.lastOutboundAt),
    quiet: from.quiet && into.quiet,
    tags: [...new Set([...into.tags, ...from.tags])],
  };
  const waits = earliest(from.waitingSince, into.waitingSince);
  const change = {
    firstInboundAt: earliest(from.firstInboundAt, into.firstInboundAt),
    firstHumanReplyAt: earliest(from.firstHumanReplyAt, into.firstHumanReplyAt),
    ...(opens || isOpen(into) ? { waitingSince: waits } : {}),
    ...(opens ? { status: "in_progress" as const, resolvedAt: null, resolvedReason: null } : {}),
  };
  await applyChange(tx, actor, into, { patch: change, events: [] }, { patch });
}

/** The merged one is nobody's to answer: out of queues, offers and clocks. */
async function putAway(
  tx: Transaction,
  actor: Actor,
  from: Conversation,
  intoId: string,
  at: Date,
): Promise<void> {
  await leaveQueue(tx, actor, from, "resolved");
  await withdrawOffer(tx, actor, from);
  await cancelSnooze(tx, from.id);
  await tx.appliedSlaPolicy.updateMany({
    where: { conversationId: from.id, stoppedAt: null },
    data: { stoppedAt: at },
  });
  await followSla(tx, actor, from.id, { at });
  await tx.conversation.update({
    where: { id: from.id },
    data: {
      mergedIntoId: intoId,
      status: "resolved",
      handler: "none",
      assigneeId: null,
      resolvedAt: from.resolvedAt ?? at,
      resolvedReason: "merged",
      waitingSince: null,
      snoozedUntil: null,
      floorRunId: null,
    },
  });
}

/**
 * What came along is under the survivor's roof: journeys are held where a person answers, as when that person began,
 * and whoever waits has a place.
 */
async function handOn(
  tx: Transaction,
  { id, workspaceId }: Conversation,
  { runs }: MovedRows,
  asked: AwaitingRun[],
): Promise<void> {
  const into = await tx.conversation.findUniqueOrThrow({ where: { id } });
  if (into.handler === "human") {
    const own = await tx.run.findMany({
      where: { conversationId: id, id: { notIn: runs } },
      select: { id: true },
    });
    await holdRuns(tx, { workspaceId, conversationId: id }, [...own.map(toRunId), ...asked]);
  }
  if (!into.assigneeId) await promisePlace(tx, into);
}

const toRunId = ({ id: runId }: { id: string }) => ({ runId });

function earliest(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one < other ? one : other) : (one ?? other);
}

function latest(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one > other ? one : other) : (one ?? other);
}
