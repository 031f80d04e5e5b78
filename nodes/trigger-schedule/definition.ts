import { z } from "zod";
import { zoneSchema } from "#core/api/fields.ts";
import { cronFault } from "#core/journey/cron.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

const cronSchema = z
  .string()
  .trim()
  .max(200)
  .superRefine((expression, context) => {
    const fault = cronFault(expression);
    if (fault) context.addIssue({ code: "custom", message: fault });
  });

export const triggerScheduleConfigSchema = z.strictObject({
  cron: field(cronSchema, {
    title: "When",
    description: "Minute, hour, day of the month, month and day of the week, as in cron.",
    placeholder: "0 9 * * 1",
  }),
  timezone: field(zoneSchema, {
    title: "In the time zone",
    widget: "text",
    placeholder: "Europe/Lisbon",
  }),
  audience: field(keySchema, {
    title: "For everybody in",
    description: "Whoever is in it at that moment.",
    widget: "reference:audience",
  }),
});

export const triggerScheduleDefinition: NodeDefinition<typeof triggerScheduleConfigSchema> = {
  type: "trigger.schedule",
  family: "trigger",
  title: "On a schedule",
  description: "Starts at set times for everybody in an audience.",
  icon: "calendar-clock",
  config: triggerScheduleConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ cron, timezone, audience }) =>
    cron
      ? `At ${cron}${timezone ? ` (${timezone})` : ""} for ${audience ? `“${audience}”` : "an audience"}`
      : "At set times for an audience",
  references: ({ audience }) => [{ path: "audience", kind: "audience", key: audience }],
};
