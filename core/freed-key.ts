const LONGEST_KEPT = 40;

/** What the key of something becomes that is put away, so that its own key is free: still unique, and still legible. */
export function freedKey(key: string, id: string): string {
  return `${key.slice(0, LONGEST_KEPT)}_${id.replaceAll("-", "").slice(-12)}`;
}
