import { Duration } from "luxon";
import { z } from "zod";

/** Longer than any run lives; keeps sums of times inside what a date can hold. */
const MAXIMUM_MILLISECONDS = 10 * 366 * 86_400_000;

function parse(text: string): Duration | null {
  if (text.length > 64) return null;
  const duration = Duration.fromISO(text);
  return duration.isValid ? duration : null;
}

/** Milliseconds of an ISO 8601 duration, a month counted as 30 days; NaN where it is none. */
export function durationToMilliseconds(text: string): number {
  return parse(text)?.toMillis() ?? Number.NaN;
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
