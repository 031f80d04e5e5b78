export interface SentimentRollup {
  /** Of the customer's first message. */
  start: number | null;
  now: number | null;
  /** How much it changed: the last three messages against the three before. */
  trend: number | null;
}

const WINDOW = 5;

/**
 * A conversation's sentiment from the scores (−1 to 1) of the customer's messages, oldest first. `now` is the mean
 * of the last five, the newest weighing five times the oldest, so that one word does not turn it.
 */
export function rollUpSentiment(scores: readonly number[]): SentimentRollup {
  const first = scores[0];
  if (first === undefined) return { start: null, now: null, trend: null };
  const recent = scores.slice(-WINDOW);
  const offset = WINDOW - recent.length;
  const weights = recent.map((_, index) => offset + index + 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const now = recent.reduce((sum, score, index) => sum + score * (weights[index] ?? 0), 0) / total;
  const half = Math.min(3, Math.floor(scores.length / 2));
  const trend = half === 0 ? 0 : mean(scores.slice(-half)) - mean(scores.slice(-2 * half, -half));
  return { start: first, now: round(now), trend: round(trend) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
