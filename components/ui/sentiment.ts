export type SentimentLabel = "negative" | "neutral" | "positive";

/** The word for a score from −1 to 1, by the journey nodes' default bounds. */
export function sentimentOf(score: number): SentimentLabel {
  if (score < -0.25) return "negative";
  return score > 0.25 ? "positive" : "neutral";
}

/**
 * Points of a polyline through scores (−1..1, oldest first) in a box of `width` × `height` px, with the best at the top.
 * One score alone is drawn as a level line.
 */
export function sentimentPoints(scores: readonly number[], width: number, height: number): string {
  const inset = 2;
  const y = (score: number) => inset + ((1 - Math.max(-1, Math.min(1, score))) / 2) * (height - 2 * inset);
  const all = scores.length === 1 ? [scores[0] ?? 0, scores[0] ?? 0] : scores;
  const step = all.length > 1 ? (width - 2 * inset) / (all.length - 1) : 0;
  return all.map((score, index) => `${round(inset + index * step)},${round(y(score))}`).join(" ");
}

const round = (value: number) => Math.round(value * 10) / 10;
