import type { Message } from "#core/api/messages.ts";

/** Shorter than this (characters) a message says little: a greeting, a yes. */
const SAYS_LITTLE = 18;
const LONGEST = 160;

/**
 * What a conversation is about, in the customer's own words: their first message that says something, and their
 * last one where that is another. Stands where nobody and no model has written a summary. Null where a thread is
 * short enough to be read.
 */
export function inShort(messages: readonly Message[]): string | null {
  const theirs = messages.filter((message) => message.direction === "in" && message.text.trim() !== "");
  if (messages.length < 6 || theirs.length < 2) return null;
  const first = theirs.find((message) => message.text.length > SAYS_LITTLE) ?? theirs[0];
  const last = theirs.findLast((message) => message.text.length > SAYS_LITTLE);
  const parts = first === last || !last ? [first] : [first, last];
  return parts.map((message) => `“${cut(message?.text ?? "")}”`).join(" … ");
}

function cut(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, line.lastIndexOf(" ", LONGEST))}…`;
}
