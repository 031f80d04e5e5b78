import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { matchesWhole } from "#core/conditions/pattern.ts";
import type { StepContext } from "#core/journey/step.ts";
import { type Answer, accept, refuse } from "#nodes/ask/answer.ts";
import type { AskConfig } from "#nodes/ask/definition.ts";
import { readChoice } from "#nodes/ask/read-choice.ts";
import { readDate } from "#nodes/ask/read-date.ts";
import { readNumber } from "#nodes/ask/read-number.ts";

/** A message of the burst that is one answer. */
export interface AnswerPart {
  id: string;
  text: string;
  at: number;
  files: number;
}

const MAXIMUM_LENGTH = 20_000;

/** Reads a burst of messages, in the order in which they were written, as the answer that was expected. */
export function readAnswer(config: AskConfig, burst: readonly AnswerPart[], context: StepContext): Answer {
  if (config.expect === "file") return readFile(burst);
  const inOrder = [...burst].sort((left, right) => left.at - right.at);
  const text = inOrder
    .map((part) => part.text.trim())
    .filter((part) => part !== "")
    .join("\n")
    .slice(0, MAXIMUM_LENGTH);
  if (text === "") return refuse("There is no text in it");
  switch (config.expect) {
    case "text":
      return readText(text, config.min, config.max);
    case "number":
      return readNumber(text, config.min, config.max);
    case "email":
      return readEmail(text);
    case "phone":
      return readPhone(text, context);
    case "date": {
      const { locale } = context.facts.contact;
      return readDate(text, { now: context.now, zone: context.timezone(), locale });
    }
    case "choice":
      return readChoice(text, config.choices ?? []);
    case "regex":
      return matchesWhole(config.pattern ?? "", text)
        ? accept(text)
        : refuse("It does not have the form asked for");
  }
}

function readText(text: string, min: number | undefined, max: number | undefined): Answer {
  const { length } = [...text];
  if (min !== undefined && length < min) return refuse(`It is shorter than ${min} characters`);
  if (max !== undefined && length > max) return refuse(`It is longer than ${max} characters`);
  return accept(text);
}

function readFile(burst: readonly AnswerPart[]): Answer {
  const messages = burst.filter((part) => part.files > 0);
  if (messages.length === 0) return refuse("There is no file in it");
  const count = messages.reduce((sum, part) => sum + part.files, 0);
  return accept({ count, messages: messages.map((part) => part.id) });
}

function readEmail(text: string): Answer {
  const words = text
    .split(/[\s,;<>()"“”]+/)
    .map((word) => word.replace(/^mailto:/i, "").replace(/[.!?:]+$/, ""));
  const found = words.find((word) => word.length <= 254 && /^[^@]{1,64}@[^@.]+(\.[^@.]+)+$/.test(word));
  if (found === undefined) return refuse("There is no e-mail address in it");
  const at = found.lastIndexOf("@");
  return accept(found.slice(0, at) + found.slice(at).toLowerCase());
}

function readPhone(text: string, { facts }: StepContext): Answer {
  const country = countryOf(facts.contact);
  const number = parsePhoneNumberFromString(
    text.slice(0, 250),
    country === undefined ? {} : { defaultCountry: country },
  );
  return number?.isPossible() ? accept(number.number) : refuse("There is no phone number in it");
}

/** Where a number without a country code is most likely from: the contact's own number, then their locale. */
function countryOf({
  phone,
  locale,
}: {
  phone: string | null;
  locale: string | null;
}): CountryCode | undefined {
  const known = phone === null ? undefined : parsePhoneNumberFromString(phone)?.country;
  if (known !== undefined) return known;
  const region = locale
    ?.split(/[-_]/)
    .find((part) => /^[A-Za-z]{2}$/.test(part) && part === part.toUpperCase());
  return region !== undefined && isSupportedCountry(region) ? region : undefined;
}
