import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const triggerFormConfigSchema = z.strictObject({
  form: field(keySchema, { title: "Form", widget: "reference:form" }),
  when: field(conditionSchema.optional(), {
    title: "Only when",
    description: "What was filled in is event.properties.<field>.",
    widget: "condition",
  }),
});

export const triggerFormDefinition: NodeDefinition<typeof triggerFormConfigSchema> = {
  type: "trigger.form",
  family: "trigger",
  title: "Form submitted",
  description: "Starts when somebody submits a form of your website.",
  icon: "clipboard-list",
  config: triggerFormConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ form }) => `When ${form ? `“${form}”` : "a form"} is submitted`,
  conditions: ({ when }) => (when ? [{ path: "when", condition: when }] : []),
  references: ({ form }) => [{ path: "form", kind: "form", key: form }],
};
