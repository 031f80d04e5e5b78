/** How a text sounds: −1 (negative) to 1 (positive). */
export interface Sentiment {
  label: "negative" | "neutral" | "positive";
  score: number;
}

export interface TextAnalysis {
  sentiment: Sentiment;
  /** ISO 639-1; null where it cannot be told. */
  language: string | null;
}

export interface AnalysisOptions {
  /** What the conversation or the contact is known to speak: settles short texts. */
  language?: string | null;
}

/** Something that reads a text: the embedded word lists, or a model of the workspace's. */
export interface AnalysisProvider {
  name: string;
  analyse(text: string, options: AnalysisOptions): Promise<TextAnalysis>;
}

/** Scores within this of zero are neutral; the sentiment node's own defaults are the same. */
export const NEUTRAL_BAND = 0.25;

export function labelOf(score: number): Sentiment["label"] {
  if (score < -NEUTRAL_BAND) return "negative";
  return score > NEUTRAL_BAND ? "positive" : "neutral";
}
