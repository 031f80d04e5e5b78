/** The start of a text for a card: the `default` of a localised one, on one line, at most 60 characters. */
export function excerpt(text: unknown, maximum = 60): string {
  const chosen = typeof text === "object" && text !== null ? (text as { default?: unknown }).default : text;
  if (typeof chosen !== "string") return "";
  const line = chosen.replace(/\s+/g, " ").trim();
  return line.length <= maximum ? line : `${line.slice(0, maximum - 1).trimEnd()}…`;
}

/** “a”, “a and b”, “a, b and 3 more”. */
export function listWords(words: readonly unknown[], shown = 3): string {
  const texts = words.filter((word): word is string => typeof word === "string");
  if (texts.length > shown)
    return `${texts.slice(0, shown - 1).join(", ")} and ${texts.length - shown + 1} more`;
  if (texts.length < 2) return texts[0] ?? "";
  return `${texts.slice(0, -1).join(", ")} and ${texts[texts.length - 1]}`;
}

/** The list in a config that may not be valid yet; empty where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A property of a value that may be anything. */
export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

const CHANNEL_WORDS: Record<string, string> = {
  reply: "where they last wrote",
  best: "on their best channel",
  sms: "by SMS",
  whatsapp: "on WhatsApp",
  email: "by e-mail",
  webchat: "in web chat",
  voice: "by voice",
  messenger: "on Messenger",
  instagram: "on Instagram",
  telegram: "on Telegram",
};

/** “by SMS”, “in web chat”; empty for `reply`, which goes without saying. */
export function channelWords(channel: unknown): string {
  if (typeof channel !== "string" || channel === "reply" || !Object.hasOwn(CHANNEL_WORDS, channel)) return "";
  return CHANNEL_WORDS[channel] ?? "";
}
