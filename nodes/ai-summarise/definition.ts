import { z } from "zod";
import { instructionsSchema, UNSURE_AND_FAILED } from "#core/journey/ai-config.ts";
import { field } from "#core/journey/field-hints.ts";
import { variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const aiSummariseConfigSchema = z.strictObject({
  saveAs: field(variableNameSchema.default("summary"), { title: "Save it as", widget: "variableName" }),
  instructions: field(instructionsSchema, {
    title: "Instructions",
    description: "What matters, and in which language.",
    widget: "longText",
    advanced: true,
  }),
});

export type AiSummariseConfig = z.output<typeof aiSummariseConfigSchema>;

export const aiSummariseDefinition: NodeDefinition<typeof aiSummariseConfigSchema> = {
  type: "ai.summarise",
  family: "ai",
  title: "AI summarise",
  description: "Sums the conversation up in a few sentences.",
  icon: "list-collapse",
  config: aiSummariseConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }, ...UNSURE_AND_FAILED],
  summary: ({ saveAs }) => `Sum the conversation up as ${typeof saveAs === "string" ? saveAs : "summary"}`,
  saves: ({ saveAs }) => [saveAs],
};
