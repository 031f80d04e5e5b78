import type { Lifecycle, LifecycleChange } from "#core/conversation/lifecycle.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvents, type NewEvent } from "#server/conversations/append-event.ts";
import { readLifecycle } from "#server/conversations/lifecycle-row.ts";
import type { Transaction } from "#server/platform/database.ts";
import { promiseDrain } from "#server/routing/promise-drain.ts";
import { followSla } from "#server/sla/follow-sla.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What of a conversation its SLA clocks follow. */
const TIMED: ReadonlySet<string> = new Set<keyof Lifecycle>([
  "status",
  "waitingSince",
  "firstInboundAt",
  "firstHumanReplyAt",
  "resolvedAt",
]);

/** A conversation that the actor may see, held fast until the transaction ends. Throws `not_found` otherwise. */
export async function lockConversation(
  tx: Transaction,
  actor: Actor,
  conversationId: string,
): Promise<Conversation> {
  if (!UUID.test(conversationId)) throw noSuchConversation();
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  return seenConversation(tx, actor, conversationId);
}

/** Holds several fast at once, always in the same order, so that two who do so do not wait for each other. */
export async function lockConversations(tx: Transaction, conversationIds: string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM conversations WHERE id = ANY(${conversationIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

/** A conversation that the actor may see. One that is hidden from them is `not_found`, like one that is not. */
export async function seenConversation(
  tx: Transaction,
  actor: Actor,
  conversationId: string,
): Promise<Conversation> {
  authorize(actor, "conversations.view");
  if (!UUID.test(conversationId)) throw noSuchConversation();
  const row = await tx.conversation.findFirst({
    where: { AND: [{ id: conversationId }, conversationFilter(actor)] },
  });
  if (!row) throw noSuchConversation();
  return row;
}

/** Writes what the lifecycle decided, with its events. Returns the conversation's lifecycle after it. */
export async function applyChange(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  change: LifecycleChange,
  extra: { patch?: Prisma.ConversationUncheckedUpdateInput; event?: Partial<NewEvent>; at?: Date } = {},
): Promise<Lifecycle> {
  const data = { ...change.patch, ...extra.patch };
  if (Object.keys(data).length > 0) await tx.conversation.update({ where: { id: conversation.id }, data });
  await appendEvents(
    tx,
    change.events.map((event) => ({
      ...aboutConversation(conversation),
      occurredAt: extra.at ?? new Date(),
      ...extra.event,
      ...event,
      actor,
    })),
  );
  const after = { ...readLifecycle(conversation), ...change.patch };
  // Whoever had it has room for something else; or it waits in a queue, and is awake again.
  if (isWork(after.status) !== isWork(conversation.status)) {
    await promiseDrain(tx, conversation.workspaceId, conversation.id);
  }
  if (Object.keys(change.patch).some((field) => TIMED.has(field))) {
    const reply = change.events.find(({ type }) => type === "conversation.replied")?.data.by;
    await followSla(tx, actor, conversation.id, {
      at: extra.at ?? new Date(),
      before: readLifecycle(conversation),
      ...(reply === "human" || reply === "bot" ? { repliedBy: reply } : {}),
    });
  }
  return after;
}

/** What takes up somebody's room. */
function isWork(status: Lifecycle["status"]): boolean {
  return status === "new" || status === "in_progress";
}

function noSuchConversation(): AppError {
  return new AppError("not_found", "There is no such conversation");
}
