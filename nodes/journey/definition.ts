import { z } from "zod";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { variableNameFor } from "#core/journey/custom-activity.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema, variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { listValueTemplates } from "#core/templates/value-templates.ts";

/** What is handed over becomes variables of the other run. */
const inputSchema = jsonObjectSchema.superRefine((input, context) => {
  for (const name of Object.keys(input)) {
    const parsed = variableNameSchema.safeParse(name);
    const message = parsed.error?.issues[0]?.message;
    if (message) context.addIssue({ code: "custom", path: [name], message });
  }
});

export const journeyConfigSchema = z.strictObject({
  journey: field(keySchema, { title: "Journey", widget: "reference:journey" }),
  input: field(inputSchema.optional(), {
    title: "Hand over",
    description: "By name of the other journey’s variable. Texts may be Liquid.",
    widget: "values",
  }),
  wait: field(z.boolean().default(true), {
    title: "Wait until it is through",
    description: "Else it goes on in the background.",
  }),
  saveAs: field(variableNameSchema.optional(), {
    title: "Save its variables as",
    description: "Absent: the journey’s name.",
    widget: "variableName",
    advanced: true,
    showWhen: { field: "wait", in: ["true"] },
  }),
});

export type JourneyConfig = z.output<typeof journeyConfigSchema>;

/** Where the other run's variables are saved. */
export function resultName({ journey, saveAs }: JourneyConfig): string {
  return saveAs ?? variableNameFor(journey);
}

export const journeyDefinition: NodeDefinition<typeof journeyConfigSchema> = {
  type: "journey",
  family: "logic",
  title: "Journey",
  description: "Goes through another journey and comes back.",
  icon: "route",
  config: journeyConfigSchema,
  defaults: {},
  outlets: () => [
    { id: "returned", label: "Returned" },
    { id: "failed", label: "Failed" },
  ],
  summary: ({ journey, wait }) =>
    journey ? `${wait === false ? "Start" : "Go through"} ${excerpt(journey)}` : "Go through a journey",
  saves: (config) => (config.wait ? [resultName(config)] : []),
  templates: ({ input }) => listValueTemplates(input, "input"),
  references: ({ journey }) => [{ path: "journey", kind: "journey" as const, key: journey }],
};
