import { z } from "zod";
import { instructionsSchema, UNSURE_AND_FAILED } from "#core/journey/ai-config.ts";
import { listWords, propertyOf } from "#core/journey/card-text.ts";
import { extractSchemaSchema } from "#core/journey/extract-schema.ts";
import { field } from "#core/journey/field-hints.ts";
import { variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const aiExtractConfigSchema = z.strictObject({
  schema: field(extractSchemaSchema, {
    title: "What to find",
    description: "JSON Schema of an object; describe each property.",
    widget: "json",
  }),
  saveAs: field(variableNameSchema, { title: "Save it as", widget: "variableName" }),
  instructions: field(instructionsSchema, { title: "Instructions", widget: "longText", advanced: true }),
});

export type AiExtractConfig = z.output<typeof aiExtractConfigSchema>;

export const aiExtractDefinition: NodeDefinition<typeof aiExtractConfigSchema> = {
  type: "ai.extract",
  family: "ai",
  title: "AI extract",
  description: "Reads facts out of what the customer wrote.",
  icon: "scan-text",
  config: aiExtractConfigSchema,
  defaults: {
    schema: { type: "object", properties: { date: { type: "string", format: "date" } }, required: ["date"] },
  },
  outlets: () => [{ id: "next", label: "Found" }, ...UNSURE_AND_FAILED],
  summary({ schema }) {
    const properties = propertyOf(schema, "properties");
    const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
    return names.length === 0 ? "Find out facts" : `Find out ${listWords(names)}`;
  },
  saves: ({ saveAs }) => [saveAs],
};
