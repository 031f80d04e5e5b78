import { excerpt } from "#core/journey/card-text.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import { labelOf } from "#server/analysis/provider.ts";
import type { Transaction } from "#server/platform/database.ts";

const MESSAGES = 6;
const LONGEST = 300;
/** A change of sentiment that is smaller than this is none. */
const LEAST_TREND = 0.1;

const SPEAKERS = { customer: "Customer", agent: "Agent", bot: "Journey", system: "Throughline" } as const;

/**
 * What a colleague has to know of a conversation, in words: what the customer wants and how they feel, where that is
 * known, the summary that somebody or a model has written, and what was said last, oldest first. Empty where nothing was
 * said.
 */
export async function summariseConversation(tx: Transaction, conversationId: string): Promise<string> {
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
  const messages = await tx.message.findMany({
    where: { conversationId, erasedAt: null, text: { not: "" } },
    orderBy: { position: "desc" },
    take: MESSAGES,
    select: { authorKind: true, text: true },
  });
  const said = messages
    .reverse()
    .map(({ authorKind, text }) => `${SPEAKERS[authorKind]}: ${excerpt(text, LONGEST)}`);
  const about = [await intentWords(tx, conversation), feelingWords(conversation)].filter(
    (line) => line !== "",
  );
  const parts = [
    about.join("\n"),
    conversation.summary ?? "",
    said.length > 0 ? ["Said last:", ...said].join("\n") : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

async function intentWords(
  tx: Transaction,
  { intentKey: key, intentConfidence }: Conversation,
): Promise<string> {
  if (!key) return "";
  const intent = await tx.intent.findFirst({ where: { key }, select: { name: true } });
  const sure =
    intentConfidence === null || intentConfidence === 1
      ? ""
      : `, ${Math.round(intentConfidence * 100)}% sure`;
  return `Wants: ${intent?.name ?? key}${sure}`;
}

/** Nothing where there is nothing to mind. */
function feelingWords({ sentimentNow, sentimentTrend }: Conversation): string {
  if (sentimentNow === null) return "";
  const label = labelOf(sentimentNow);
  const trend = sentimentTrend ?? 0;
  const going = Math.abs(trend) < LEAST_TREND ? "" : trend > 0 ? "getting better" : "getting worse";
  if (label === "neutral" && going === "") return "";
  return `Feels: ${[label, going].filter(Boolean).join(", ")}`;
}
