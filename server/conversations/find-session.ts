import { uuidv7 } from "uuidv7";
import { channelDefinitions } from "#channels/definitions.ts";
import type { Conversation, Session } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Route } from "#server/conversations/choose-route.ts";
import type { Transaction } from "#server/platform/database.ts";

/** The conversation's open session along a route, or a new one that we start. */
export async function findOrOpenSession(
  tx: Transaction,
  actor: Actor,
  conversation: Conversation,
  route: Route,
  now: Date,
): Promise<Session> {
  const { channel, accountId: channelAccountId, identityId } = route;
  const { kind, idle } = channelDefinitions[channel].session;
  const open = await tx.session.findFirst({
    where: { conversationId: conversation.id, channelAccountId, identityId, endedAt: null },
    orderBy: { startedAt: "desc" },
  });
  if (open && now.getTime() - open.lastActivityAt.getTime() <= idle) {
    return tx.session.update({ where: { id: open.id }, data: { lastActivityAt: now } });
  }
  if (open) {
    const data = { endedAt: open.lastActivityAt, endReason: "silence" };
    await tx.session.update({ where: { id: open.id }, data });
  }
  const session = await tx.session.create({
    data: {
      id: uuidv7(),
      workspaceId: actor.workspaceId,
      conversationId: conversation.id,
      kind,
      channel,
      channelAccountId,
      identityId,
      direction: "out",
      startedAt: now,
      lastActivityAt: now,
    },
  });
  await appendEvent(tx, {
    ...aboutConversation(conversation),
    type: "session.opened",
    actor,
    occurredAt: now,
    channel,
    sessionId: session.id,
    data: { kind, verificationLevel: 0 },
  });
  return session;
}
