import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import { AppError } from "#core/errors.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvents } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/**
 * The contact's open conversation, or a new one that we start: quiet, out of the inbox until they answer.
 * Holds the contact fast, so that two that start at once share one.
 */
export async function findOrOpenConversation(
  tx: Transaction,
  actor: Actor,
  contactId: string,
  channel: Channel,
): Promise<Conversation> {
  await tx.$executeRaw`SELECT 1 FROM contacts WHERE id = ${contactId}::uuid FOR NO KEY UPDATE`;
  const contact = await tx.contact.findUnique({ where: { id: contactId } });
  if (!contact || contact.erasedAt) throw new AppError("not_found", "There is no such contact");
  const open = await tx.conversation.findFirst({
    where: { contactId, mergedIntoId: null, status: { notIn: ["resolved", "spam"] } },
    orderBy: { lastActivityAt: "desc" },
  });
  return open ?? openConversation(tx, actor, { contactId, channel, isTest: contact.isTest });
}

async function openConversation(
  tx: Transaction,
  actor: Actor,
  { contactId, channel, isTest }: { contactId: string; channel: Channel; isTest: boolean },
): Promise<Conversation> {
  const { workspaceId } = actor;
  const now = new Date();
  const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const conversation = await tx.conversation.create({
    data: {
      id: uuidv7(),
      workspaceId,
      contactId,
      channel,
      startedChannel: channel,
      quiet: true,
      isTest,
      visibility: workspace.conversationVisibility,
      lastActivityAt: now,
    },
  });
  const participant = { id: uuidv7(), workspaceId, conversationId: conversation.id, joinedAt: now };
  await tx.participant.create({ data: { ...participant, kind: "customer", contactId } });
  const by = actor.kind === "system" ? "bot" : "agent";
  const about = aboutConversation(conversation);
  await appendEvents(tx, [
    { ...about, type: "conversation.opened", actor, occurredAt: now, data: { by, quiet: true } },
  ]);
  return conversation;
}
