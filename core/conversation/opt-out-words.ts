export type OptOutWord = "stop" | "start" | "help";

// Twilio's default keywords, https://help.twilio.com/articles/223134027, with the French one that Canadian
// carriers require. YES also starts at Twilio; here it is an answer to a question far more often.
const WORDS: Record<OptOutWord, string[]> = {
  stop: [
    "stop",
    "stopall",
    "stop all",
    "unsubscribe",
    "cancel",
    "end",
    "quit",
    "revoke",
    "optout",
    "opt out",
    "arret",
    "arrêt",
  ],
  start: ["start", "unstop", "subscribe"],
  help: ["help", "info", "aide"],
};

const byText = new Map(
  (Object.keys(WORDS) as OptOutWord[]).flatMap((word) => WORDS[word].map((text) => [text, word] as const)),
);

/** The opt-out word that a message is, if it is nothing but that: case, spaces and punctuation around it aside. */
export function optOutWordOf(text: string): OptOutWord | null {
  const bare = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "")
    .replace(/[\s-]+/g, " ");
  return byText.get(bare) ?? null;
}
