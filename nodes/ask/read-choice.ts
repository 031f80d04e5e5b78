import { containsWords, plainWords } from "#core/conditions/values.ts";
import { listTemplates } from "#core/templates/localized-text.ts";
import { type Answer, accept, refuse } from "#nodes/ask/answer.ts";
import type { AskConfig } from "#nodes/ask/definition.ts";

type Choice = NonNullable<AskConfig["choices"]>[number];

/**
 * The choice that an answer names: by its number, value, label in any language or synonym; else the only
 * choice whose words occur in it.
 */
export function readChoice(text: string, choices: readonly Choice[]): Answer {
  const answer = plainWords(text);
  if (answer === "") return refuse("It names none of the choices");
  const numbered = /^\d{1,2}$/.test(answer) ? choices[Number(answer) - 1] : undefined;
  const exact = choices.find((choice) => wordsFor(choice).has(answer)) ?? numbered;
  if (exact) return accept(exact.value);
  const mentioned = choices.filter((choice) =>
    [...wordsFor(choice)].some((word) => containsWords(answer, word)),
  );
  const [only] = mentioned;
  if (mentioned.length === 1 && only) return accept(only.value);
  return refuse(mentioned.length === 0 ? "It names none of the choices" : "It names several of the choices");
}

function wordsFor(choice: Choice): Set<string> {
  const labels = listTemplates(choice.label).map(({ template }) => template);
  const words = [choice.value, ...labels, ...(choice.synonyms ?? [])].map(plainWords);
  return new Set(words.filter((word) => word !== ""));
}
