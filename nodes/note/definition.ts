import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

export const noteConfigSchema = z.strictObject({
  text: field(localizedTextSchema, {
    title: "Note",
    description: "For colleagues; the customer never sees it.",
    widget: "localizedText",
  }),
  mentions: field(z.array(z.email().max(320)).max(20).optional(), {
    title: "Mention",
    widget: "references:agent",
  }),
});

export const noteDefinition: NodeDefinition<typeof noteConfigSchema> = {
  type: "note",
  family: "people",
  title: "Write a note",
  description: "Leaves an internal note on the conversation.",
  icon: "sticky-note",
  config: noteConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ text }) => (text ? `Note “${excerpt(text)}”` : "Write a note"),
  templates: ({ text }) => [{ path: "text", text }],
  references: ({ mentions = [] }) =>
    mentions.map((key, index) => ({ path: `mentions.${index}`, kind: "agent" as const, key })),
};
