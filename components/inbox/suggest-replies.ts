import type { CannedResponse } from "#core/api/library.ts";

interface Asked {
  /** The customer's last words. */
  text: string;
  intent: string | null;
}

const MOST = 2;
/** Words shorter than this say nothing about what is asked. */
const SHORTEST = 4;

/**
 * Canned replies that may answer what was asked, the best first: those named after the intent, then those that share
 * words with the question. None where nothing fits.
 */
export function suggestReplies(replies: readonly CannedResponse[], asked: Asked): CannedResponse[] {
  const wanted = wordsIn(asked.text);
  const scored = replies.map((reply) => ({ reply, score: scoreOf(reply, wanted, asked.intent) }));
  return scored
    .filter(({ score }) => score >= 2)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ reply }) => reply);
}

function scoreOf(reply: CannedResponse, wanted: ReadonlySet<string>, intent: string | null): number {
  const named = wordsIn(`${reply.key.replaceAll("_", " ")} ${reply.name}`);
  const told = wordsIn(reply.text);
  const intentWords = intent ? [...wordsIn(intent.replaceAll("_", " "))] : [];
  const byIntent = intentWords.filter((word) => named.has(word)).length * 3;
  const byName = [...wanted].filter((word) => named.has(word)).length * 2;
  const byText = [...wanted].filter((word) => told.has(word)).length;
  return byIntent + byName + byText;
}

/** Words by their stems' beginnings, so that "opening" meets "open". */
function wordsIn(text: string): Set<string> {
  const words = text.toLocaleLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= SHORTEST).map((word) => word.slice(0, 6)));
}
