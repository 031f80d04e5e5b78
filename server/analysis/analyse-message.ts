import { rollUpIntent } from "#core/conversation/intent-rollup.ts";
import { rollUpSentiment } from "#core/conversation/sentiment-rollup.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { analyseText } from "#server/analysis/analyse-text.ts";
import type { IntentGuess } from "#server/analysis/intent-model.ts";
import { labelOf, type TextAnalysis } from "#server/analysis/provider.ts";
import { guessIntent } from "#server/analysis/workspace-intents.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvents, type NewEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

interface MessageAnalysis extends TextAnalysis {
  intent: IntentGuess | null;
}

/**
 * Reads an inbound message: its sentiment, language and intent are written to it and rolled up to its conversation.
 * Done again it changes nothing; for an outbound message, or one without words, it does nothing and answers null.
 */
export async function analyseMessage(actor: Actor, messageId: string): Promise<MessageAnalysis | null> {
  authorize(actor, "conversations.view");
  const found = await transact(actor, (tx) =>
    tx.message.findUnique({
      where: { id: messageId },
      include: { conversation: { include: { contact: { select: { locale: true } } } } },
    }),
  );
  if (found?.direction !== "in" || found.text.trim() === "" || found.erasedAt) return null;
  const language = found.conversation.language ?? found.conversation.contact.locale;
  const intent = await guessIntent(actor, found.text);
  const analysis = { ...(await analyseText(found.text, { language })), intent };
  await transact(actor, (tx) => store(tx, actor, messageId, found.conversationId, analysis));
  return analysis;
}

async function store(
  tx: Transaction,
  actor: Actor,
  messageId: string,
  conversationId: string,
  { sentiment, language, intent }: MessageAnalysis,
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM conversations WHERE id = ${conversationId}::uuid FOR NO KEY UPDATE`;
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const changed = await tx.message.updateMany({
    where: { id: messageId, OR: [{ sentimentScore: null }, { sentimentScore: { not: sentiment.score } }] },
    data: {
      sentimentLabel: sentiment.label,
      sentimentScore: sentiment.score,
      language,
      ...intentFields(intent),
    },
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
    data: {
      sentimentStart: start,
      sentimentNow: now,
      sentimentTrend: trend,
      ...(language && { language }),
      ...intentFields(rollUpIntent(intentOf(conversation), intent)),
    },
  });
  const about = { ...aboutConversation(conversation), actor, messageId };
  const { label, score } = sentiment;
  const analysed = {
    label,
    score,
    language,
    ...(intent && { intent: intent.key, confidence: intent.confidence }),
  };
  const events: NewEvent[] = [{ ...about, type: "message.analysed", data: analysed }];
  const [from, to] = [labelOf(conversation.sentimentNow ?? 0), labelOf(now ?? 0)];
  if (conversation.sentimentNow !== null && from !== to) {
    events.push({ ...about, type: "conversation.sentiment_turned", data: { from, to } });
  }
  await appendEvents(tx, events);
}

function intentOf({ intentKey, intentConfidence }: Conversation): IntentGuess | null {
  return intentKey === null ? null : { key: intentKey, confidence: intentConfidence ?? 1 };
}

function intentFields(intent: IntentGuess | null) {
  return { intentKey: intent?.key ?? null, intentConfidence: intent?.confidence ?? null };
}
