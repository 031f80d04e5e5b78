import type { Features } from "@nlpjs/neural";

/** A word, a pair of neighbours, a piece of a word: what each weighs before the text is made a unit long. */
const WORD = 1;
const PAIR = 0.3;
const PIECE = 0.5;
const NUMBER = 0.4;
/** What is read of a text; a longer one is judged by its beginning. */
const LONGEST = 5_000;
const MOST_WORDS = 200;
const PIECE_LENGTH = 4;

const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts that write no spaces, or join particles to words: their words are known by pairs of letters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Accents and Arabic's vowel signs; the signs of Indian scripts are letters in all but name and stay. */
const ACCENTS = /[\u0300-\u036f\u064b-\u0652\u0670]/gu;

/** Words of a text as they are compared: without case and accents. Numbers are "#". */
export function wordsOf(text: string): string[] {
  const plain = text.slice(0, LONGEST).normalize("NFKD").replace(ACCENTS, "").normalize("NFC").toLowerCase();
  return (plain.match(WORDS) ?? []).slice(0, MOST_WORDS).map((word) => (/^\p{N}+$/u.test(word) ? "#" : word));
}

/** What a classifier sees of a text, in any language: its words, pairs of them, and pieces of longer ones. */
export function featuresOf(text: string): Features {
  const features = new Map<string, number>();
  const add = (name: string, weight: number) => features.set(name, Math.max(features.get(name) ?? 0, weight));
  const words = wordsOf(text);
  for (const [index, word] of words.entries()) {
    add(`w:${word}`, word === "#" ? NUMBER : WORD);
    const before = words[index - 1];
    if (before !== undefined) add(`p:${before} ${word}`, PAIR);
    for (const piece of piecesOf(word)) add(`c:${piece}`, PIECE);
  }
  const length = Math.hypot(...features.values()) || 1;
  return Object.fromEntries([...features].map(([name, weight]) => [name, weight / length]));
}

function piecesOf(word: string): string[] {
  const letters = [...word];
  if (UNSPACED.test(word)) return slices(letters, 2);
  return letters.length < PIECE_LENGTH ? [] : slices(["^", ...letters, "$"], PIECE_LENGTH);
}

function slices(letters: string[], length: number): string[] {
  const last = letters.length - length;
  return last < 0 ? [] : Array.from({ length: last + 1 }, (_, at) => letters.slice(at, at + length).join(""));
}
