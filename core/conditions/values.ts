import { DateTime } from "luxon";

/** How texts compare: NFC, trimmed, in any case. */
export function normalizeText(text: string): string {
  return text.normalize("NFC").trim().toLowerCase().normalize("NFC");
}

/** The letters and digits of a text with single spaces between, in any case: “Yes, please!” is “yes please”. */
export function plainWords(text: string): string {
  return normalizeText(text)
    .replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu, " ")
    .trim();
}

/** Whether some words (plain) occur as whole words in a text (plain). */
export function containsWords(text: string, words: string): boolean {
  return ` ${text} `.includes(` ${words} `);
}

/**
 * Epoch milliseconds of an ISO date or date-time, or of a number that is one already; null where it is no date.
 * A date without an offset is read in the zone.
 */
export function parseDate(value: unknown, zone: string): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.length > 64) return null;
  const date = DateTime.fromISO(value.trim(), { zone });
  return date.isValid ? date.toMillis() : null;
}
