import { detectAll } from "tinyld";
import {
  LEXICON_LANGUAGES,
  type Lexicon,
  type LexiconLanguage,
  lexiconOf,
  stemOf,
} from "#server/analysis/lexicons.ts";
import { type AnalysisProvider, labelOf, type Sentiment } from "#server/analysis/provider.ts";

/** Reads by word lists (AFINN-165 and its translations): needs no network, and takes well under a millisecond. */
export const wordListProvider: AnalysisProvider = {
  name: "word-lists",
  async analyse(text, { language: known }) {
    const tokens = tokensOf(text);
    const language = languageOf(text, tokens, known ?? null);
    const lexicon = isCovered(language) ? lexiconOf(language) : null;
    return { language, sentiment: sentimentOf(tokens, lexicon) };
  },
};

const EMOJI: Record<string, number> = {
  "😀": 2,
  "😃": 2,
  "😄": 3,
  "😁": 2,
  "😊": 3,
  "🙂": 1,
  "😍": 4,
  "🥰": 4,
  "❤": 3,
  "👍": 2,
  "🙏": 2,
  "🎉": 3,
  "👏": 2,
  "💯": 3,
  "🙁": -2,
  "😞": -2,
  "😔": -2,
  "😢": -2,
  "😭": -2,
  "😠": -3,
  "😡": -4,
  "🤬": -4,
  "👎": -3,
  "💔": -3,
  "😤": -2,
  "🙄": -2,
  "😒": -2,
};
const EMOTICONS: Record<string, number> = {
  ":)": 2,
  ":-)": 2,
  ":d": 3,
  ";)": 1,
  ":(": -2,
  ":-(": -2,
  ":/": -1,
  "<3": 3,
};

const TOKEN = /[\p{L}\p{M}]+(?:['’][\p{L}]+)?|\p{Extended_Pictographic}|[:;]-?[()D/]|<3|[.,!?;\n]/gu;
const BREAK = /^[.,!?;\n]$/;
/** A negation reaches this many words further, up to the end of its clause. */
const REACH = 3;
/** Of a list's steps: where the curve bends, as in VADER (Hutto and Gilbert 2014), whose constants these are. */
const BEND = 15;
const NEGATED = -0.74;
const STRONGER = 1.29;

function tokensOf(text: string): string[] {
  return (text.normalize("NFC").toLowerCase().match(TOKEN) ?? []).map((token) => token.replaceAll("’", "'"));
}

function sentimentOf(tokens: string[], lexicon: Lexicon | null): Sentiment {
  let sum = 0;
  let negatedUntil = -1;
  let strongUntil = -1;
  for (const [index, token] of tokens.entries()) {
    if (BREAK.test(token)) {
      negatedUntil = -1;
      continue;
    }
    const sign = EMOJI[token] ?? EMOTICONS[token];
    if (sign !== undefined) sum += sign;
    if (!lexicon || sign !== undefined) continue;
    if (lexicon.negators.has(token)) {
      negatedUntil = index + REACH;
      continue;
    }
    if (lexicon.intensifiers.has(token)) {
      strongUntil = index + 1;
      continue;
    }
    const value = scoreOf(token, lexicon) * (index <= strongUntil ? STRONGER : 1);
    sum += index <= negatedUntil ? value * NEGATED : value;
  }
  const score = Math.round((sum / Math.sqrt(sum * sum + BEND)) * 1000) / 1000;
  return { label: labelOf(score), score };
}

function scoreOf(token: string, lexicon: Lexicon): number {
  const exact = lexicon.words.get(token);
  if (exact !== undefined) return exact;
  const stem = stemOf(token);
  // A word the list has in another form, or a longer one that begins like it.
  return stem === null ? 0 : (lexicon.words.get(stem) ?? lexicon.stems.get(stem) ?? 0);
}

/** Above this the detector is right nearly always; below it a short text could be anything. */
const SURE = 0.3;

function languageOf(text: string, tokens: string[], known: string | null): string | null {
  const words = tokens.filter((token) => /^\p{L}/u.test(token));
  if (words.length === 0) return known;
  const detected = detectAll(text);
  const best = detected[0];
  if (best && best.accuracy >= SURE) return best.lang;
  const hint = known?.slice(0, 2).toLowerCase() ?? null;
  const accuracy = new Map(detected.map(({ lang, accuracy: sure }) => [lang, sure]));
  const ranked = LEXICON_LANGUAGES.map((language) => {
    const share = words.filter((word) => isKnown(word, lexiconOf(language))).length / words.length;
    const favour = language === hint ? 0.3 : language === "en" ? 0.05 : 0;
    return {
      language: language as string,
      score: (accuracy.get(language) ?? 0) + share * 0.5 + favour,
      share,
    };
  }).sort((one, other) => other.score - one.score);
  const likely = ranked[0];
  if (likely && likely.share > 0) return likely.language;
  return hint ?? best?.lang ?? null;
}

function isKnown(word: string, { words, common, negators }: Lexicon): boolean {
  return words.has(word) || common.has(word) || negators.has(word);
}

function isCovered(language: string | null): language is LexiconLanguage {
  return LEXICON_LANGUAGES.some((each) => each === language);
}
