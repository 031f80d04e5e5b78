import { afterNotSpam, afterSpam, type LifecycleChange } from "#core/conversation/lifecycle.ts";
import type { JsonObject } from "#core/json.ts";
import type { Conversation, Priority, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { applyChange, lockConversation } from "#server/conversations/apply-change.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { requireIntentKey } from "#server/platform/require-rows.ts";
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
    if (fields.length === 0) return;
    const about = aboutConversation(conversation);
    await appendEvent(tx, { ...about, type: "conversation.updated", actor, data: { fields } });
    // Another SLA policy may fit it now.
    await followSla(tx, actor, conversationId, { at: new Date() });
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
