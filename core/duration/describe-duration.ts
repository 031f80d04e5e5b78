import { Duration } from "luxon";

const UNITS = ["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const;

const MAXIMUM_KEPT = 1000;
const kept = new Map<string, string>();

/** A duration in English ("2 hours", "1 day and 4 hours"); the text itself where it is no duration. */
export function describeDuration(text: unknown): string {
  if (typeof text !== "string" || text === "") return "some time";
  const known = kept.get(text);
  if (known !== undefined) return known;
  const words = inWords(text);
  if (kept.size >= MAXIMUM_KEPT) kept.clear();
  kept.set(text, words);
  return words;
}

function inWords(text: string): string {
  const duration = Duration.fromISO(text.replace(/^-/, ""));
  if (!duration.isValid) return text;
  const parts = UNITS.flatMap((unit) => {
    const amount = duration.get(unit);
    if (!amount) return [];
    return [`${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`];
  });
  if (parts.length === 0) return text;
  if (parts.length === 1) return parts[0] ?? text;
  return `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}
