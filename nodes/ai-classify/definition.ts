import { z } from "zod";
import { instructionsSchema, minConfidenceField, UNSURE_AND_FAILED } from "#core/journey/ai-config.ts";
import { listOf, listWords, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

const TAKEN: readonly string[] = UNSURE_AND_FAILED.map(({ id }) => id);

const labelSchema = z.strictObject({
  key: field(keySchema, { title: "Label" }),
  description: field(z.string().max(500).default(""), { title: "When it fits" }),
});

export const aiClassifyConfigSchema = z
  .strictObject({
    labels: field(z.array(labelSchema).min(1).max(50), { title: "Labels" }),
    instructions: field(instructionsSchema, { title: "Instructions", widget: "longText", advanced: true }),
    minConfidence: minConfidenceField,
  })
  .superRefine(({ labels }, context) => {
    const seen = new Set(TAKEN);
    for (const [index, { key }] of labels.entries()) {
      const message = `The outlet “${key}” is there already`;
      if (seen.has(key)) context.addIssue({ code: "custom", path: ["labels", index, "key"], message });
      seen.add(key);
    }
  });

export type AiClassifyConfig = z.output<typeof aiClassifyConfigSchema>;

export const aiClassifyDefinition: NodeDefinition<typeof aiClassifyConfigSchema> = {
  type: "ai.classify",
  family: "ai",
  title: "AI classify",
  description: "Has a model choose which of your labels fits.",
  icon: "tags",
  config: aiClassifyConfigSchema,
  defaults: {
    labels: [
      { key: "question", description: "They want to know something" },
      { key: "complaint", description: "They are unhappy with something" },
    ],
  },
  outlets: ({ labels }) => [...keysOf(labels).map((id) => ({ id, label: id })), ...UNSURE_AND_FAILED],
  summary({ labels }) {
    const keys = keysOf(labels);
    return keys.length === 0 ? "Choose a label" : `Choose among ${listWords(keys)}`;
  },
};

function keysOf(labels: unknown): string[] {
  const keys = listOf(labels).map((label) => propertyOf(label, "key"));
  const texts = keys.filter((key): key is string => typeof key === "string" && key !== "");
  return [...new Set(texts)].filter((key) => !TAKEN.includes(key));
}
