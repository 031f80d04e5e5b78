import type { AnalysisOptions, TextAnalysis } from "#server/analysis/provider.ts";
import { wordListProvider } from "#server/analysis/word-list-provider.ts";

/** What is read of a text; a longer one is judged by its beginning. */
const LONGEST = 5_000;

/** Sentiment and language of a text. */
export function analyseText(text: string, options: AnalysisOptions = {}): Promise<TextAnalysis> {
  return wordListProvider.analyse(text.slice(0, LONGEST), options);
}
