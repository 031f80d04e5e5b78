import type { z } from "zod";
import type { Message, messagesQuerySchema } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { Actor } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { messageInclude, noteInclude, toThread } from "#server/conversations/message-view.ts";
import { shownTo } from "#server/conversations/shown-notes.ts";
import { transact } from "#server/platform/database.ts";

/**
 * A page of a thread, oldest to newest within the page. `order=desc` starts with the latest page and goes back;
 * `asc` starts with the first. Notes come along only when asked for.
 */
export async function listMessages(
  actor: Actor,
  conversationId: string,
  query: z.output<typeof messagesQuerySchema>,
): Promise<Page<Message>> {
  const { limit, order } = query;
  const position = beyond(query.cursor, order);
  const where = { conversationId, position };
  const args = { where, orderBy: { position: order }, take: limit + 1 } as const;
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const messages = await tx.message.findMany({ ...args, include: messageInclude });
    const notes = query.include?.includes("notes")
      ? await tx.note.findMany({ ...args, where: { ...where, ...shownTo(actor) }, include: noteInclude })
      : [];
    const thread = await toThread(tx, messages, notes);
    const hasMore = thread.length > limit;
    const page = order === "asc" ? thread.slice(0, limit) : thread.slice(-limit);
    const edge = order === "asc" ? page.at(-1) : page[0];
    return { data: page, nextCursor: hasMore && edge ? String(edge.position) : null };
  });
}

function beyond(cursor: string | undefined, order: "asc" | "desc") {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,9}$/.test(cursor)) {
    throw new AppError("invalid_request", "cursor is not one that this list gave out");
  }
  return order === "asc" ? { gt: Number(cursor) } : { lt: Number(cursor) };
}

/** One message or note of a conversation, as it stands now. */
export async function getMessage(actor: Actor, conversationId: string, id: string): Promise<Message> {
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const where = { id, conversationId };
    const messages = await tx.message.findMany({ where, include: messageInclude });
    const notes = await tx.note.findMany({ where: { ...where, ...shownTo(actor) }, include: noteInclude });
    const [message] = await toThread(tx, messages, notes);
    if (!message) throw new AppError("not_found", "There is no such message.");
    return message;
  });
}
