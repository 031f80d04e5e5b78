/** First letters of the first and last word: "Ana María Ruiz" → "AR". A number shows its last two digits. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (!first) return "?";
  if (/^[+\d]/u.test(first)) return name.replace(/\D/gu, "").slice(-2) || "?";
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letter = (word: string | undefined) => Array.from(word ?? "")[0] ?? "";
  return (letter(first) + letter(last)).toLocaleUpperCase();
}

/** A steady number from 0 to `count` − 1 for a name, so that a person keeps one tint everywhere. */
export function tintOf(name: string, count: number): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % count;
}
