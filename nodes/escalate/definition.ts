import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { recipientReferences, recipientSchema, recipientWords } from "#core/journey/recipient.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

export const escalateConfigSchema = z.strictObject({
  to: field(recipientSchema, {
    title: "To",
    description: "supervisor, team (the conversation’s own), a team’s key, or somebody’s e-mail.",
    placeholder: "supervisor",
  }),
  reason: field(localizedTextSchema, {
    title: "Why",
    description: "For colleagues; the customer never sees it.",
    widget: "localizedText",
  }),
  priority: field(z.enum(["low", "normal", "high", "urgent"]).optional(), {
    title: "Priority from then on",
    description: "Nothing chosen: as it is.",
  }),
});

export const escalateDefinition: NodeDefinition<typeof escalateConfigSchema> = {
  type: "escalate",
  family: "people",
  title: "Escalate",
  description:
    "Tells a supervisor, a team or somebody why a conversation needs them; whoever has it keeps it.",
  icon: "siren",
  config: escalateConfigSchema,
  defaults: { to: "supervisor" },
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ to }) =>
    typeof to === "string" && to ? `Escalate to ${recipientWords(excerpt(to))}` : "Escalate",
  templates: ({ reason }) => [{ path: "reason", text: reason }],
  references: ({ to }) => recipientReferences("to", to),
};
