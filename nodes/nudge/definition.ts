import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

export const nudgeConfigSchema = z.strictObject({
  text: field(localizedTextSchema, {
    title: "Hint",
    description: "Shown in the conversation to whoever has it, and to nobody else.",
    widget: "localizedText",
  }),
});

export const nudgeDefinition: NodeDefinition<typeof nudgeConfigSchema> = {
  type: "nudge",
  family: "people",
  title: "Nudge the agent",
  description: "Gives whoever has the conversation a hint that they alone see.",
  icon: "lightbulb",
  config: nudgeConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ text }) => (text ? `Nudge “${excerpt(text)}”` : "Nudge the agent"),
  templates: ({ text }) => [{ path: "text", text }],
};
