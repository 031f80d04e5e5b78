import { RE2JS } from "re2js";

const MAXIMUM_PATTERN_LENGTH = 500;
const MAXIMUM_INPUT_LENGTH = 10_000;
const MAXIMUM_KEPT = 500;

// Compiling costs far more than matching, and a plan's patterns are few.
const kept = new Map<string, RE2JS | null>();

/** A pattern in RE2's syntax, which matches in linear time; null where it is malformed or too large. */
export function compilePattern(source: string, flags: { ignoreCase?: boolean } = {}): RE2JS | null {
  if (source.length > MAXIMUM_PATTERN_LENGTH) return null;
  const key = `${flags.ignoreCase ? "i" : "c"}${source}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  let pattern: RE2JS | null;
  try {
    pattern = RE2JS.compile(source, flags.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    pattern = null;
  }
  if (kept.size >= MAXIMUM_KEPT) kept.clear();
  kept.set(key, pattern);
  return pattern;
}

/** Whether the pattern is found anywhere in the text, in any case. */
export function matchesAnywhere(source: string, text: string): boolean {
  const pattern = compilePattern(source, { ignoreCase: true });
  return pattern?.matcher(text.slice(0, MAXIMUM_INPUT_LENGTH)).find() ?? false;
}

/** Whether the pattern covers the text from end to end, in the case in which it is written. */
export function matchesWhole(source: string, text: string): boolean {
  if (text.length > MAXIMUM_INPUT_LENGTH) return false;
  return compilePattern(source)?.matcher(text).matches() ?? false;
}
