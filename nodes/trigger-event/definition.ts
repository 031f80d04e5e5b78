import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { variablePathSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const triggerEventConfigSchema = z.strictObject({
  event: field(z.string().trim().min(1).max(200), {
    title: "Event",
    description: "Its name, as your systems send it.",
    placeholder: "order_placed",
  }),
  when: field(conditionSchema.optional(), { title: "Only when", widget: "condition" }),
  dedupeBy: field(variablePathSchema.optional(), {
    title: "Once for each",
    description: "A second event with the same value here starts nothing.",
    widget: "variablePath",
    placeholder: "event.properties.orderId",
    advanced: true,
  }),
  priority: field(z.int().min(-1000).max(1000).default(0), {
    title: "Priority",
    description: "Of several triggers that fit, the highest wins.",
    advanced: true,
  }),
});

export const triggerEventDefinition: NodeDefinition<typeof triggerEventConfigSchema> = {
  type: "trigger.event",
  family: "trigger",
  title: "Event received",
  description: "Starts when one of your systems reports an event.",
  icon: "zap",
  config: triggerEventConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ event }) => (event ? `When “${excerpt(event)}” happens` : "When an event happens"),
  conditions: ({ when }) => (when ? [{ path: "when", condition: when }] : []),
  paths: ({ dedupeBy }) => (dedupeBy ? [{ path: "dedupeBy", variable: dedupeBy }] : []),
};
