import type { Conversation } from "#prisma/generated/client.ts";

/** The parts of an event that say which conversation it is about. */
export function aboutConversation(conversation: Conversation) {
  const { id: conversationId, contactId, channel, isTest, teamId, assigneeId: userId } = conversation;
  return { conversationId, contactId, channel, isTest, teamId, userId };
}
