import { type Features, NeuralNetwork } from "@nlpjs/neural";
import { SMALL_TALK } from "#server/analysis/small-talk.ts";
import { featuresOf, wordsOf } from "#server/analysis/text-features.ts";

/** An intent as it is learnt. */
export interface TaughtIntent {
  key: string;
  examples: readonly string[];
  keywords: readonly string[];
}

export interface IntentGuess {
  key: string;
  /** 0 to 1. A guess is never wholly sure: 1 is a person's word. */
  confidence: number;
}

export interface IntentModel {
  /** Every intent that has something for it, the likeliest first. */
  rank: (text: string) => IntentGuess[];
}

/** Below this a guess says nothing, and the message has no intent. */
const FLOOR = 0.45;
const SUREST = 0.99;
/** Added to what speaks for and against the best intent: one weak sign alone does not convince. */
const DOUBT = 0.1;
const MOST_PASSES = 40;
const FEWEST_PASSES = 8;
/** Weights looked at while training, at most: less than half a second. */
const WORK = 5_000_000;

interface Lesson {
  intent: number;
  features: Features;
}

/** Learns a workspace's intents: in milliseconds, and in about half a second however many examples there are. */
export function trainIntents(intents: readonly TaughtIntent[]): IntentModel {
  const taught = intents.filter(({ examples, keywords }) => examples.length + keywords.length > 0);
  if (taught.length === 0) return { rank: () => [] };
  const lessons = lessonsOf(taught);
  const network = new NeuralNetwork({ iterations: passesFor(lessons, taught.length) });
  // Labels are numbers of their own: a key may be any word, that of an object's own property included.
  network.train(
    lessons.map(({ intent, features }) => ({
      input: features,
      output: intent < 0 ? {} : { [`i${intent}`]: 1 },
    })),
  );
  for (const perceptron of network.perceptrons ?? []) perceptron.changes = new Float32Array(0);
  return { rank: (text) => rankBy(network, taught, text) };
}

/** The best of the ranked, where it is sure enough to be said. */
export function bestGuess([best]: readonly IntentGuess[]): IntentGuess | null {
  return best && best.confidence >= FLOOR ? best : null;
}

function rankBy(network: NeuralNetwork, taught: readonly TaughtIntent[], text: string): IntentGuess[] {
  const scores = network.run(featuresOf(text)) ?? {};
  const found = taught
    .map(({ key }, index) => ({ key, score: scores[`i${index}`] ?? 0 }))
    .filter(({ score }) => score > 0.01)
    .sort((a, b) => b.score - a.score);
  const [first, second] = found;
  return found.map(({ key, score }) => {
    const rival = (key === first?.key ? second?.score : first?.score) ?? 0;
    return { key, confidence: confidenceOf(score, rival) };
  });
}

/** What speaks for it, against what speaks for its strongest rival and for none at all. */
function confidenceOf(score: number, rival: number): number {
  const share = score / (score + rival + DOUBT);
  return Math.round(Math.min(SUREST, share) * 1000) / 1000;
}

function lessonsOf(taught: readonly TaughtIntent[]): Lesson[] {
  const texts = taught.map(({ examples, keywords }) => [...examples, ...keywords]);
  const room = roomFor(texts);
  const lessons = texts.flatMap((all, intent) =>
    spread(all, room).map((text) => ({ intent, features: featuresOf(text) })),
  );
  const said = new Set(texts.flat().map((text) => wordsOf(text).join(" ")));
  const small = SMALL_TALK.filter((text) => !said.has(wordsOf(text).join(" ")));
  const none = small.map((text) => ({ intent: -1, features: featuresOf(text) }));
  return interleave([...lessons, ...none, { intent: -1, features: {} }]);
}

/** How many examples of an intent can be learnt from in the time there is. */
function roomFor(texts: readonly string[][]): number {
  const characters = texts.flat().reduce((sum, text) => sum + text.length, 0);
  const count = texts.flat().length;
  // A character makes somewhat more than one feature.
  const perExample = (characters / Math.max(1, count)) * 1.3 + 1;
  return Math.max(10, Math.floor(WORK / (FEWEST_PASSES * perExample * texts.length ** 2)));
}

function passesFor(lessons: readonly Lesson[], intents: number): number {
  const perPass = lessons.reduce((sum, { features }) => sum + Object.keys(features).length, 0) * intents;
  return Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, Math.floor(WORK / Math.max(1, perPass))));
}

/** At most so many of a list, taken evenly from all of it. */
function spread(texts: readonly string[], most: number): string[] {
  if (texts.length <= most) return [...texts];
  return Array.from({ length: most }, (_, index) => texts[Math.floor((index * texts.length) / most)] ?? "");
}

/** Mixed, the same way each time: an intent taught last would otherwise weigh more. */
function interleave(lessons: readonly Lesson[]): Lesson[] {
  const step = stepFor(lessons.length);
  return lessons.map((_, index) => lessons[(index * step) % lessons.length] as Lesson);
}

/** A stride that visits every place once. */
function stepFor(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (gcd(step, count) !== 1) step += 1;
  return step;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
