import { sha256 } from "#core/sha256.ts";

/** A number in [0, 1) that is always the same for the same text, and evenly spread over texts. */
export function stableFraction(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 13), 16) / 2 ** 52;
}
