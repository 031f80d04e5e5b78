import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const triggerCrmConfigSchema = z.strictObject({
  connection: field(keySchema.optional(), {
    title: "Connection",
    description: "Left out: any of them.",
    widget: "reference:connection",
  }),
  object: field(z.string().trim().min(1).max(200), {
    title: "Object",
    description: "The CRM’s own word for it.",
    placeholder: "Lead",
  }),
  change: field(z.enum(["created", "updated", "deleted"]), {
    title: "When one is",
    labels: { created: "created", updated: "updated", deleted: "deleted" },
  }),
  fields: field(z.array(z.string().trim().min(1).max(200)).min(1).max(50).optional(), {
    title: "Only if one of these fields changed",
    widget: "words",
  }),
  when: field(conditionSchema.optional(), {
    title: "Only when",
    description: "What the CRM told is event.properties.record.<field>.",
    widget: "condition",
  }),
});

export const triggerCrmDefinition: NodeDefinition<typeof triggerCrmConfigSchema> = {
  type: "trigger.crm",
  family: "trigger",
  title: "CRM record changed",
  description: "Starts when something is created, updated or deleted in your CRM.",
  icon: "database",
  config: triggerCrmConfigSchema,
  defaults: { change: "updated" },
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ object, change = "updated", fields }) =>
    `When ${object ? `a ${excerpt(object)}` : "a record"} is ${change}${fields?.length ? ` (${excerpt(fields.join(", "))})` : ""}`,
  conditions: ({ when }) => (when ? [{ path: "when", condition: when }] : []),
  references: ({ connection }) =>
    connection === undefined ? [] : [{ path: "connection", kind: "connection", key: connection }],
};
