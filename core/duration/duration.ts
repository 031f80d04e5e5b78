import { Duration } from "luxon";
import { z } from "zod";

/** Longer than any run lives; keeps sums of times inside what a date can hold. */
const MAXIMUM_MILLISECONDS = 10 * 366 * 86_400_000;

const MAXIMUM_KEPT = 1000;
const kept = new Map<string, number>();

/** Milliseconds of an ISO 8601 duration, a month counted as 30 days; NaN where it is none. */
export function durationToMilliseconds(text: string): number {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (text.length > 64) return Number.NaN;
  const duration = Duration.fromISO(text);
  const milliseconds = duration.isValid ? duration.toMillis() : Number.NaN;
  // Journeys have few durations and ask for them at every step.
  if (kept.size >= MAXIMUM_KEPT) kept.clear();
  kept.set(text, milliseconds);
  return milliseconds;
}

function isPositiveDuration(text: string): boolean {
  const milliseconds = durationToMilliseconds(text);
  return milliseconds > 0 && milliseconds <= MAXIMUM_MILLISECONDS;
}

function isSignedDuration(text: string): boolean {
  return Math.abs(durationToMilliseconds(text)) <= MAXIMUM_MILLISECONDS;
}

/** An ISO 8601 duration longer than nothing, such as `PT2H` or `P1D`. */
export const durationSchema = z
  .string()
  .refine(isPositiveDuration, "Write a duration longer than zero in ISO 8601, such as PT2H or P1D");

/** An ISO 8601 duration that may be negative, such as `-P1D`. */
export const signedDurationSchema = z
  .string()
  .refine(isSignedDuration, "Write a duration in ISO 8601, such as P1D or -PT30M");
