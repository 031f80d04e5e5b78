import { systemActor } from "#server/access/actor.ts";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation } from "#server/conversations/apply-change.ts";
import { findWhereabouts } from "#server/conversations/find-missed.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { routeConversation } from "#server/routing/route-conversation.ts";

const log = loggerFor("missed");

export interface Missed {
  conversationId: string;
  /** How long the customer had waited, in milliseconds. */
  waited: number;
}

/**
 * Puts a conversation right that nobody and nothing has: it is told of, read if it was not, taken off whom is gone, and
 * routed, which queues it at least. Null where somebody has it after all. Done again it changes nothing.
 */
export async function mendMissed(workspaceId: string, conversationId: string): Promise<Missed | null> {
  const actor = systemActor(workspaceId, "reconciler");
  const found = await transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    if ((await findWhereabouts(tx, conversationId)) !== "missed") return null;
    const { waitingSince, assigneeId } = conversation;
    const waited = Date.now() - (waitingSince ?? conversation.createdAt).getTime();
    const said = await tx.message.findFirst({
      where: { conversationId, direction: "in" },
      orderBy: { position: "desc" },
      select: { id: true },
    });
    const messageId = said?.id ?? null;
    const taken = await tx.event.findFirst({ where: { conversationId, messageId, type: "message.taken" } });
    const after = assigneeId ? "owner" : taken?.runId ? "journey" : taken ? "routing" : "arrival";
    const about = { ...aboutConversation(conversation), messageId };
    await appendEvent(tx, { ...about, type: "conversation.missed", actor, data: { waited, after } });
    log.error({ workspaceId, conversationId, waited, after }, "nobody had a customer's message");
    return { waited, assigneeId, unread: taken ? null : messageId };
  });
  if (!found) return null;
  if (found.unread) await analyseMessage(actor, found.unread);
  if (found.assigneeId) await releaseConversation(actor, conversationId);
  const place = await transact(actor, (tx) => findWhereabouts(tx, conversationId));
  if (place === "missed" || place === "arriving") {
    await routeConversation(actor, { conversationId, request: {} });
  }
  return { conversationId, waited: found.waited };
}
