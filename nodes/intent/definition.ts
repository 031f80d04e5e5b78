import { z } from "zod";
import { listOf, listWords } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const intentConfigSchema = z
  .strictObject({
    intents: field(z.array(keySchema).min(1).max(50), { title: "Intents", widget: "references:intent" }),
    of: field(z.enum(["message", "conversation"]).default("message"), {
      title: "Of",
      labels: { message: "The last message", conversation: "The conversation" },
    }),
    minConfidence: field(z.number().min(0).max(1).default(0.6), {
      title: "Confidence, at least",
      description: "From 0 to 1. Below it goes to “Else”.",
    }),
  })
  .superRefine(({ intents }, context) => {
    for (const [index, intent] of intents.entries()) {
      const isTaken = intent === "else" || intents.indexOf(intent) !== index;
      const message = `The outlet “${intent}” is there already`;
      if (isTaken) context.addIssue({ code: "custom", path: ["intents", index], message });
    }
  });

export type IntentConfig = z.output<typeof intentConfigSchema>;

export const intentDefinition: NodeDefinition<typeof intentConfigSchema> = {
  type: "intent",
  family: "logic",
  title: "Intent",
  description: "Goes by what the customer wants.",
  icon: "crosshair",
  config: intentConfigSchema,
  defaults: { of: "message" },
  outlets: ({ intents }) => [
    ...namesOf(intents).map((id) => ({ id, label: id })),
    { id: "else", label: "Else" },
  ],
  summary({ intents }) {
    const names = namesOf(intents);
    return names.length === 0 ? "Go by what they want" : `Go by intent: ${listWords(names)}`;
  },
  references: ({ intents }) =>
    intents.map((key, index) => ({ path: `intents.${index}`, kind: "intent" as const, key })),
};

function namesOf(intents: unknown): string[] {
  const texts = listOf(intents).filter((key): key is string => typeof key === "string" && key !== "");
  return [...new Set(texts)].filter((key) => key !== "else");
}
