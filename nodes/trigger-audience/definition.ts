import { z } from "zod";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const triggerAudienceConfigSchema = z.strictObject({
  audience: field(keySchema, { title: "Audience", widget: "reference:audience" }),
  on: field(z.enum(["entered", "left"]), {
    title: "When a contact",
    description: "Those who are in it when the journey goes live have not entered it.",
    labels: { entered: "enters it", left: "leaves it" },
  }),
});

export const triggerAudienceDefinition: NodeDefinition<typeof triggerAudienceConfigSchema> = {
  type: "trigger.audience",
  family: "trigger",
  title: "Audience entered or left",
  description: "Starts when a contact comes to belong to an audience, or no longer does.",
  icon: "users-round",
  config: triggerAudienceConfigSchema,
  defaults: { on: "entered" },
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ audience, on }) =>
    `When a contact ${on === "left" ? "leaves" : "enters"} ${audience ? `“${audience}”` : "an audience"}`,
  references: ({ audience }) => [{ path: "audience", kind: "audience", key: audience }],
};
