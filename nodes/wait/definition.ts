import { DateTime } from "luxon";
import { z } from "zod";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationSchema, signedDurationSchema } from "#core/duration/duration.ts";
import { excerpt, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { clockTimeSchema, keySchema, variablePathSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { timezoneSchema } from "#core/journey/timezone.ts";

/** A date-time, or Liquid that renders one. */
const untilSchema = z
  .string()
  .min(1)
  .max(2000)
  .refine(
    (text) => text.includes("{{") || text.includes("{%") || DateTime.fromISO(text).isValid,
    "Write an ISO date-time such as 2026-05-01T09:00, or Liquid",
  );

const untilFieldSchema = z.strictObject({
  path: field(variablePathSchema, { title: "Date", widget: "variablePath" }),
  offset: field(signedDurationSchema.optional(), {
    title: "Offset",
    description: "-P1D is a day before.",
    widget: "signedDuration",
  }),
  at: field(clockTimeSchema.optional(), { title: "At", widget: "time" }),
});

const waitFields = z.strictObject({
  for: field(durationSchema.optional(), { title: "For", widget: "duration", exclusive: "what" }),
  until: field(untilSchema.optional(), { title: "Until", widget: "dateTime", exclusive: "what" }),
  untilField: field(untilFieldSchema.optional(), {
    title: "Until a date of theirs",
    description: "Moves when the date moves.",
    widget: "group",
    exclusive: "what",
  }),
  untilOpen: field(keySchema.optional(), {
    title: "Until open",
    widget: "reference:businessHours",
    exclusive: "what",
  }),
  jitter: field(durationSchema.optional(), {
    title: "Spread over",
    description: "Each contact waits up to this much longer, always the same.",
    widget: "duration",
    advanced: true,
  }),
  timezone: field(timezoneSchema.optional(), {
    title: "Time zone",
    description: "Absent: the journey’s.",
    widget: "timezone",
    advanced: true,
  }),
});

export type WaitConfig = z.output<typeof waitFields>;

export const waitConfigSchema = waitFields.superRefine((config, context) => {
  const given = (["for", "until", "untilField", "untilOpen"] as const).filter(
    (name) => config[name] !== undefined,
  );
  if (given.length === 0) {
    const params = { problem: "missing_config" };
    context.addIssue({
      code: "custom",
      path: ["for"],
      message: "Say how long to wait, or until when",
      params,
    });
  }
  for (const name of given.slice(1)) {
    context.addIssue({ code: "custom", path: [name], message: `Use either “${given[0]}” or “${name}”` });
  }
});

export const waitDefinition: NodeDefinition<typeof waitConfigSchema> = {
  type: "wait",
  family: "logic",
  title: "Wait",
  description: "Waits for a time, or until one.",
  icon: "clock",
  config: waitConfigSchema,
  defaults: { for: "PT1H" },
  outlets: () => [
    { id: "next", label: "Then" },
    { id: "past", label: "Already past" },
  ],
  summary(config) {
    if (config.until) return `Wait until ${excerpt(config.until, 40)}`;
    if (config.untilOpen) return `Wait until ${excerpt(config.untilOpen, 40)} is open`;
    if (config.untilField) return describeUntilField(config.untilField);
    return `Wait ${describeDuration(config.for)}`;
  },
  rests: true,
  // A date may be past already, and hours may be open.
  leavesAtOnce: (config) => (config.untilOpen === undefined ? ["past"] : ["next", "past"]),
  templates: ({ until }) => (until === undefined ? [] : [{ path: "until", text: until }]),
  paths: ({ untilField }) => (untilField ? [{ path: "untilField.path", variable: untilField.path }] : []),
  listens: ({ untilField }) =>
    untilField ? [untilField.path.startsWith("conversation.") ? "conversation" : "contact"] : [],
  references: ({ untilOpen }) =>
    untilOpen ? [{ path: "untilOpen", kind: "businessHours" as const, key: untilOpen }] : [],
};

function describeUntilField(value: unknown): string {
  const path = excerpt(propertyOf(value, "path"), 40) || "a date";
  const offset = propertyOf(value, "offset");
  const at = propertyOf(value, "at");
  const time = typeof at === "string" && at !== "" ? ` at ${at}` : "";
  if (typeof offset !== "string" || offset === "") return `Wait until ${path}${time}`;
  const direction = offset.startsWith("-") ? "before" : "after";
  return `Wait until ${describeDuration(offset)} ${direction} ${path}${time}`;
}
