import { z } from "zod";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

const score = z.number().min(-1).max(1);

export const sentimentConfigSchema = z
  .strictObject({
    of: field(z.enum(["message", "conversation", "trend"]).default("message"), {
      title: "Of",
      labels: { message: "The last message", conversation: "The conversation", trend: "Where it is going" },
    }),
    negativeBelow: field(score.default(-0.25), { title: "Negative below", description: "From -1 to 1." }),
    positiveAbove: field(score.default(0.25), { title: "Positive above", description: "From -1 to 1." }),
    window: field(z.int().min(1).max(20).default(5), {
      title: "Messages to look at",
      showWhen: { field: "of", in: ["conversation", "trend"] },
    }),
  })
  .refine((config) => config.negativeBelow <= config.positiveAbove, {
    path: ["positiveAbove"],
    message: "“Positive above” is less than “negative below”",
  });

const SUBJECTS: Record<string, string> = {
  conversation: "the conversation",
  trend: "the trend of the conversation",
};

export const sentimentDefinition: NodeDefinition<typeof sentimentConfigSchema> = {
  type: "sentiment",
  family: "logic",
  title: "Sentiment",
  description: "Goes by how the customer feels.",
  icon: "smile",
  config: sentimentConfigSchema,
  defaults: { of: "message" },
  outlets: () => [
    { id: "negative", label: "Negative" },
    { id: "neutral", label: "Neutral" },
    { id: "positive", label: "Positive" },
  ],
  summary: ({ of }) => `Go by the sentiment of ${SUBJECTS[String(of)] ?? "the last message"}`,
};
