import { excerpt } from "#core/journey/card-text.ts";
import type { Transaction } from "#server/platform/database.ts";

const MESSAGES = 6;
const LONGEST = 300;

const SPEAKERS = { customer: "Customer", agent: "Agent", bot: "Journey", system: "Throughline" } as const;

/**
 * What a colleague has to know of a conversation, in words: its own summary where somebody or a model has written
 * one, else what was said last, oldest first. Empty where nothing was said.
 */
export async function summariseConversation(tx: Transaction, conversationId: string): Promise<string> {
  const { summary } = await tx.conversation.findUniqueOrThrow({
    where: { id: conversationId },
    select: { summary: true },
  });
  if (summary) return summary;
  const messages = await tx.message.findMany({
    where: { conversationId, erasedAt: null, text: { not: "" } },
    orderBy: { position: "desc" },
    take: MESSAGES,
    select: { authorKind: true, text: true },
  });
  if (messages.length === 0) return "";
  const lines = messages
    .reverse()
    .map(({ authorKind, text }) => `${SPEAKERS[authorKind]}: ${excerpt(text, LONGEST)}`);
  return ["Said last:", ...lines].join("\n");
}
