import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { variablePathSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const goalConfigSchema = z.strictObject({
  name: field(z.string().trim().min(1).max(200), {
    title: "Goal",
    description: "Runs that come here count as having reached it.",
    placeholder: "booked",
  }),
  value: field(variablePathSchema.optional(), {
    title: "Value",
    description: "What it is worth.",
    widget: "variablePath",
    placeholder: "event.properties.total",
  }),
});

export const goalDefinition: NodeDefinition<typeof goalConfigSchema> = {
  type: "goal",
  family: "logic",
  title: "Goal",
  description: "Counts the run as a success, and goes on.",
  icon: "target",
  config: goalConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ name }) => (name ? `Reached ${excerpt(name)}` : "Goal reached"),
  paths: ({ value }) => (value ? [{ path: "value", variable: value }] : []),
};
