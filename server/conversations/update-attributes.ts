import { afterNotSpam, afterSpam, type LifecycleChange } from "#core/conversation/lifecycle.ts";
import type { JsonObject } from "#core/json.ts";
import type { Conversation, Priority, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { leaveQueue } from "#server/conversations/leave-queue.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { cancelSnooze } from "#server/conversations/snooze-conversation.ts";
import { releaseRuns } from "#server/journeys/hold-runs.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { requireIntentKey } from "#server/platform/require-rows.ts";
import { answerRuns } from "#server/routing/answer-runs.ts";
import { withdrawOffer } from "#server/routing/offers.ts";
import { returnRuns } from "#server/routing/return-runs.ts";
import { followSla } from "#server/sla/follow-sla.ts";

export interface ConversationPatch {
  priority?: Priority;
  tags?: string[];
  subject?: string | null;
  summary?: string | null;
  /** Set by hand, so it is certain. */
  intent?: string | null;
  /** Merged; a null removes one. */
  attributes?: JsonObject;
  memory?: JsonObject;
  /** `spam` puts it away, `in_progress` takes it back out. */
  status?: "in_progress" | "spam";
}

/** Changes what is known of a conversation. What is absent stays. */
export async function updateConversation(
  actor: Actor,
  conversationId: string,
  patch: ConversationPatch,
): Promise<void> {
  authorize(actor, "conversations.reply");
  await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const data = dataOf(conversation, patch);
    const fields = Object.keys(data);
    if (patch.intent !== undefined) await correctIntent(tx, actor, conversation, patch.intent);
    await applyChange(tx, actor, conversation, spamChange(conversation, patch.status), { patch: data });
    if (patch.status === "spam") await putAway(tx, actor, conversation);
    if (patch.priority) await rankAnew(tx, conversation, patch.priority);
    if (fields.length === 0) return;
    const about = aboutConversation(conversation);
    await appendEvent(tx, { ...about, type: "conversation.updated", actor, data: { fields } });
    // Another SLA policy may fit it now.
    await followSla(tx, actor, conversationId, { at: new Date() });
  });
}

/** Nobody is to have it any more: whoever was asked or handed it over hears of it. */
async function putAway(tx: Transaction, actor: Actor, conversation: Conversation): Promise<void> {
  if (conversation.status === "spam") return;
  const { id: conversationId, workspaceId } = conversation;
  await leaveQueue(tx, actor, conversation, "left");
  await withdrawOffer(tx, actor, conversation);
  await answerRuns(tx, actor, conversation, "nobody");
  await cancelSnooze(tx, conversationId);
  await releaseRuns(tx, { workspaceId, conversationId });
  // One that nobody had yet is not given back: its journey hears that there is nobody.
  if (conversation.assigneeId) await returnRuns(tx, actor, conversation, "spam");
}

/** In the queue it takes its new place at once; one that its customer's tier has put first stays there. */
async function rankAnew(tx: Transaction, { id, priority }: Conversation, to: Priority): Promise<void> {
  const raised: Prisma.QueueEntryWhereInput = priority === "urgent" ? {} : { priority: { not: "urgent" } };
  await tx.queueEntry.updateMany({
    where: { conversationId: id, leftAt: null, ...raised },
    data: { priority: to },
  });
}

function dataOf(
  conversation: Conversation,
  { priority, tags, subject, summary, intent, attributes, memory }: ConversationPatch,
): Prisma.ConversationUncheckedUpdateInput {
  return {
    ...(priority && { priority }),
    ...(tags && { tags: [...new Set(tags)] }),
    ...(subject !== undefined && { subject }),
    ...(summary !== undefined && { summary }),
    ...(intent !== undefined && { intentKey: intent, intentConfidence: intent === null ? null : 1 }),
    ...(attributes && { attributes: joined(conversation.attributes, attributes) }),
    ...(memory && { memory: joined(conversation.memory, memory) }),
  };
}

/** What a person says of the intent is kept beside what was guessed: there is something to learn from it. */
async function correctIntent(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  to: string | null,
): Promise<void> {
  const { id: conversationId, intentKey: from, intentConfidence: confidence } = conversation;
  if (to === from && (confidence ?? 1) === 1) return;
  if (to !== null && to !== from) await requireIntentKey(tx, to);
  const message = await tx.message.findFirst({
    where: { conversationId, direction: "in" },
    orderBy: { position: "desc" },
    select: { id: true },
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    ...(message && { messageId: message.id }),
    type: "intent.corrected",
    actor,
    data: { from, to, confidence },
  });
}

function spamChange(conversation: Conversation, status: ConversationPatch["status"]): LifecycleChange {
  const now = readLifecycle(conversation);
  if (status === "spam") return afterSpam(now);
  return status === "in_progress" ? afterNotSpam(now) : { patch: {}, events: [] };
}

function joined(before: Prisma.JsonValue, change: JsonObject): Prisma.InputJsonObject {
  const all = { ...(before as JsonObject), ...change };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null),
  ) as Prisma.InputJsonObject;
}
