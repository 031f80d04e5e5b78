import type { z } from "zod";
import type { Step } from "#core/journey/step.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { sentimentConfigSchema } from "#nodes/sentiment/definition.ts";

type SentimentConfig = z.output<typeof sentimentConfigSchema>;

export const sentimentStep: Step<SentimentConfig> = {
  enter(config, { facts }) {
    const score = measure(config, facts);
    if (score === null) return { kind: "go", outlet: "neutral", why: "There is no message to go by" };
    const outlet =
      score < config.negativeBelow ? "negative" : score > config.positiveAbove ? "positive" : "neutral";
    return { kind: "go", outlet, why: `The score is ${score.toFixed(2)}` };
  },
};

/** -1 to 1 (a trend: -2 to 2, the change of mood); null where nothing was analysed. */
function measure({ of, window }: SentimentConfig, facts: Facts): number | null {
  if (of === "message") return facts.message?.sentiment ?? null;
  const scores = facts.recentMessages
    .slice(-window)
    .flatMap(({ sentiment }) => (sentiment === null ? [] : [sentiment]));
  if (of === "conversation") return mean(scores) ?? facts.conversation?.sentiment ?? null;
  const half = Math.floor(scores.length / 2);
  const before = mean(scores.slice(0, half));
  const after = mean(scores.slice(scores.length - half));
  return before === null || after === null ? null : after - before;
}

function mean(scores: number[]): number | null {
  if (scores.length === 0) return null;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
