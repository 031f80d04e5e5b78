import { z } from "zod";
import { instructionsSchema, minConfidenceField, UNSURE_AND_FAILED } from "#core/journey/ai-config.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const aiReplyConfigSchema = z.strictObject({
  instructions: field(instructionsSchema, {
    title: "Instructions",
    description: "How to answer, and what not to promise.",
    widget: "longText",
  }),
  knowledge: field(z.array(keySchema).max(50).optional(), {
    title: "Knowledge",
    widget: "references:knowledge",
    advanced: true,
  }),
  minConfidence: minConfidenceField,
  mode: field(z.enum(["send", "draft"]).default("send"), {
    title: "What to do with the answer",
    labels: { send: "Send it", draft: "Leave it as a draft for the agent" },
  }),
});

export type AiReplyConfig = z.output<typeof aiReplyConfigSchema>;

export const aiReplyDefinition: NodeDefinition<typeof aiReplyConfigSchema> = {
  type: "ai.reply",
  family: "ai",
  title: "AI reply",
  description: "Has a model answer the customer, or draft an answer.",
  icon: "sparkles",
  config: aiReplyConfigSchema,
  defaults: { mode: "send" },
  outlets: () => [{ id: "next", label: "Next" }, ...UNSURE_AND_FAILED],
  summary({ instructions, mode }) {
    const verb = mode === "draft" ? "Draft an answer" : "Answer";
    const words = excerpt(instructions);
    return words === "" ? verb : `${verb}: ${words}`;
  },
  references: ({ knowledge }) =>
    (knowledge ?? []).map((key, index) => ({ path: `knowledge.${index}`, kind: "knowledge" as const, key })),
};
