import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { analyseText } from "#server/analysis/analyse-text.ts";
import { labelOf, type TextAnalysis } from "#server/analysis/provider.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvents, type NewEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/**
 * Reads an inbound message: its sentiment and language are written to it and rolled up to its conversation. Done
 * again it changes nothing; for an outbound message, or one without words, it does nothing and answers null.
 */
export async function analyseMessage(actor: Actor, messageId: string): Promise<TextAnalysis | null> {
  authorize(actor, "conversations.view");
  const found = await transact(actor, (tx) =>
    tx.message.findUnique({
      where: { id: messageId },
      include: { conversation: { include: { contact: { select: { locale: true } } } } },
    }),
  );
  if (found?.direction !== "in" || found.text.trim() === "" || found.erasedAt) return null;
  const language = found.conversation.language ?? found.conversation.contact.locale;
  const analysis = await analyseText(found.text, { language });
  await transact(actor, (tx) => store(tx, actor, messageId, found.conversationId, analysis));
  return analysis;
}

async function store(
  tx: Transaction,
  actor: Actor,
  messageId: string,
  conversationId: string,
  { sentiment, language }: TextAnalysis,
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const changed = await tx.message.updateMany({
    where: { id: messageId, OR: [{ sentimentScore: null }, { sentimentScore: { not: sentiment.score } }] },
    data: { sentimentLabel: sentiment.label, sentimentScore: sentiment.score, language },
  });
  if (changed.count === 0) return;
  const said = await tx.message.findMany({
    where: { conversationId, direction: "in", sentimentScore: { not: null } },
    orderBy: { position: "asc" },
    select: { sentimentScore: true },
  });
  const { start, now, trend } = rollUpSentiment(said.map(({ sentimentScore }) => sentimentScore ?? 0));
  await tx.conversation.update({
    where: { id: conversationId },
    data: { sentimentStart: start, sentimentNow: now, sentimentTrend: trend, ...(language && { language }) },
  });
  const about = { ...aboutConversation(conversation), actor, messageId };
  const { label, score } = sentiment;
  const events: NewEvent[] = [{ ...about, type: "message.analysed", data: { label, score, language } }];
  const [from, to] = [labelOf(conversation.sentimentNow ?? 0), labelOf(now ?? 0)];
  if (conversation.sentimentNow !== null && from !== to) {
    events.push({ ...about, type: "conversation.sentiment_turned", data: { from, to } });
  }
  await appendEvents(tx, events);
}
