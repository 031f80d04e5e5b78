import { z } from "zod";
import { jsonObjectSchema } from "#core/bounded-json.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { findCustomActivity, variableNameFor } from "#core/journey/custom-activity.ts";
import { field } from "#core/journey/field-hints.ts";
import { variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { listValueTemplates } from "#core/templates/value-templates.ts";

export const customConfigSchema = z.strictObject({
  activity: field(z.string().min(1).max(100), { title: "Activity", widget: "reference:customActivity" }),
  input: field(jsonObjectSchema.prefault({}), {
    title: "Input",
    description: "Texts may be Liquid.",
    widget: "activityInput",
  }),
  saveAs: field(variableNameSchema.optional(), {
    title: "Save the result as",
    description: "Absent: the activity’s name.",
    widget: "variableName",
    advanced: true,
  }),
  timeout: field(durationSchema.optional(), { title: "Give up after", widget: "duration", advanced: true }),
});

export type CustomConfig = z.output<typeof customConfigSchema>;

/** Where the activity's result is saved. */
export function resultName(config: CustomConfig): string {
  return config.saveAs ?? variableNameFor(config.activity);
}

export const customDefinition: NodeDefinition<typeof customConfigSchema> = {
  type: "custom",
  family: "data",
  title: "Custom activity",
  description: "Runs an activity that your developers added.",
  icon: "code",
  config: customConfigSchema,
  defaults: {},
  outlets(config, context) {
    const declared = findCustomActivity(context?.customActivities, config.activity)?.outlets;
    if (declared && declared.length > 0) return declared.map(({ id, label }) => ({ id, label }));
    return [
      { id: "next", label: "Done" },
      { id: "failed", label: "Failed" },
    ];
  },
  summary: ({ activity }) => (activity ? `Run ${excerpt(activity)}` : "Run an activity"),
  saves: (config) => [resultName(config)],
  templates: ({ input }) => listValueTemplates(input, "input"),
  references: ({ activity }) => [{ path: "activity", kind: "customActivity" as const, key: activity }],
};
