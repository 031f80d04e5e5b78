import { uuidv7 } from "uuidv7";
import { AppError } from "#core/errors.ts";
import type { Conversation, ConversationMerge, Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import {
  type MovedRows,
  moveRows,
  putInOrder,
  restorePlaces,
  rowsOf,
} from "#server/conversations/move-rows.ts";
import { cancelSnooze } from "#server/conversations/snooze-conversation.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { followSla } from "#server/sla/follow-sla.ts";

/** What of the merged conversation is put back when it is taken apart again. */
const KEPT = [
  "status",
  "handler",
  "assigneeId",
  "waitingSince",
  "snoozedUntil",
  "resolvedAt",
  "resolvedReason",
  "floorRunId",
] as const;

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
    const moved = await rowsOf(tx, id);
    await keepOneFloor(tx, from, into);
    await moveRows(tx, moved, intoId);
    await putInOrder(tx, intoId);
    await takeIn(tx, actor, from, into);
    await putAway(tx, actor, from, into.id);
    const merge = await tx.conversationMerge.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        kind: "merge",
        intoId,
        fromId: id,
        moved: JSON.parse(JSON.stringify(moved)),
        before: JSON.parse(JSON.stringify(Object.fromEntries(KEPT.map((field) => [field, from[field]])))),
        byKind: actor.kind,
        byId: actorId(actor),
        mergedAt: new Date(),
      },
    });
    await tell(tx, actor, from, into, "conversation.merged");
    return merge;
  });
}

/**
 * Takes the merge of a conversation apart: every row it moved goes back. What was said since stays with the survivor.
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
    const moved = merge.moved as unknown as MovedRows;
    await tx.conversation.updateMany({
      where: { id: into.id, floorRunId: { in: moved.runs } },
      data: { floorRunId: null },
    });
    await moveRows(tx, moved, id);
    await restorePlaces(tx, moved);
    await putInOrder(tx, into.id);
    await applyChange(tx, actor, from, { patch: {}, events: [] }, { patch: stateBefore(merge) });
    const undone = await tx.conversationMerge.update({
      where: { id: merge.id },
      data: { undoneAt: new Date() },
    });
    await tell(tx, actor, from, into, "conversation.unmerged");
    return undone;
  });
}

function stateBefore(merge: ConversationMerge): Prisma.ConversationUncheckedUpdateInput {
  // A snooze is not armed again: it is awake.
  const before = merge.before as Record<string, string | null>;
  const status = before.status === "snoozed" ? "in_progress" : before.status;
  return {
    ...before,
    status,
    snoozedUntil: null,
    mergedIntoId: null,
  } as Prisma.ConversationUncheckedUpdateInput;
}

/** In the order of their ids, so that two merges at once do not wait for each other. */
async function lockBoth(tx: Transaction, actor: Actor, id: string, intoId: string) {
  const found = new Map<string, Conversation>();
  for (const each of [id, intoId].sort()) found.set(each, await lockConversation(tx, actor, each));
  return [found.get(id), found.get(intoId)] as [Conversation, Conversation];
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
async function putAway(tx: Transaction, actor: Actor, from: Conversation, intoId: string): Promise<void> {
  const at = new Date();
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

async function tell(
  tx: Transaction,
  actor: Actor,
  from: Conversation,
  into: Conversation,
  type: "conversation.merged" | "conversation.unmerged",
): Promise<void> {
  for (const conversation of [from, into]) {
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type,
      actor,
      data: { intoId: into.id, fromId: from.id },
    });
  }
  const line = { subjectType: "conversation", subjectId: from.id, change: { intoId: into.id } };
  await writeAudit(tx, actor, { action: type, ...line });
}

function earliest(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one < other ? one : other) : (one ?? other);
}

function latest(one: Date | null, other: Date | null): Date | null {
  return one && other ? (one > other ? one : other) : (one ?? other);
}
