import { plainWords } from "#core/conditions/values.ts";

export interface IntentWords {
  key: string;
  name: string;
  examples: readonly string[];
  keywords: readonly string[];
}

export interface IntentFault {
  code: "too_few_examples" | "duplicate_example";
  message: string;
  /** The example or keyword that another intent has too. */
  example: string | null;
  /** That other intent's key. */
  intent: string | null;
}

/** With fewer than these an intent is guessed at rather than known. */
export const ENOUGH_EXAMPLES = 5;
const MOST_FAULTS = 20;

/** What keeps an intent from being told apart: too little to learn from, or what another one has too. */
export function checkIntent(intent: IntentWords, others: readonly IntentWords[]): IntentFault[] {
  return checkAgainst(intent, indexOf(others));
}

/** The same for all of a workspace, by key. */
export function checkIntents(intents: readonly IntentWords[]): Map<string, IntentFault[]> {
  const index = indexOf(intents);
  return new Map(intents.map((intent) => [intent.key, checkAgainst(intent, index)]));
}

/** Examples without those said twice, whatever their case and punctuation; the first of each stays. */
export function withoutRepeats(texts: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const said = plainWords(text) || text.trim();
    if (!seen.has(said)) seen.set(said, text);
  }
  return [...seen.values()];
}

function indexOf(intents: readonly IntentWords[]): Map<string, IntentWords[]> {
  const index = new Map<string, IntentWords[]>();
  for (const intent of intents) {
    const { examples, keywords } = intent;
    for (const text of new Set([...examples, ...keywords].map(plainWords))) {
      if (text !== "") index.set(text, [...(index.get(text) ?? []), intent]);
    }
  }
  return index;
}

function checkAgainst(
  { key, examples, keywords }: IntentWords,
  index: Map<string, IntentWords[]>,
): IntentFault[] {
  const faults: IntentFault[] = [];
  const count = examples.length;
  if (count < ENOUGH_EXAMPLES) {
    const has =
      count === 0 ? "It has no examples" : count === 1 ? "It has 1 example" : `It has ${count} examples`;
    const message = `${has}. Give it ${ENOUGH_EXAMPLES} or more, as customers write them.`;
    faults.push({ code: "too_few_examples", message, example: null, intent: null });
  }
  for (const example of [...examples, ...keywords]) {
    const other = index.get(plainWords(example))?.find((each) => each.key !== key);
    if (other === undefined) continue;
    const message = `“${example}” is an example of “${other.name}” too. Keep it with the one that it means.`;
    faults.push({ code: "duplicate_example", message, example, intent: other.key });
  }
  return faults.slice(0, MOST_FAULTS);
}
