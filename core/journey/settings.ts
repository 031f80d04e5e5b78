import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { field } from "#core/journey/field-hints.ts";
import { LISTENABLE } from "#core/journey/happening.ts";
import { clockTimeSchema, variableNameSchema, variablePathSchema } from "#core/journey/names.ts";
import { timezoneSchema } from "#core/journey/timezone.ts";
import { MAXIMUM_TEMPLATE_LENGTH } from "#core/templates/localized-text.ts";

const exitRuleSchema = z.strictObject({
  on: field(z.enum(LISTENABLE), { title: "On" }),
  name: field(z.string().trim().min(1).max(200).optional(), {
    title: "Name",
    description: "The event’s name, the new status, the contact’s field. Absent: any.",
  }),
  when: field(conditionSchema.optional(), {
    title: "Only when",
    description: "Here “event” is what happened.",
    widget: "condition",
  }),
});

const goalSchema = z.strictObject({
  event: field(z.string().trim().min(1).max(200), {
    title: "Event",
    description: "A run has reached its goal when this event comes; it then ends.",
  }),
  when: field(conditionSchema.optional(), {
    title: "Only when",
    description: "Here “event” is the event that came.",
    widget: "condition",
  }),
  within: field(durationSchema, {
    title: "Within",
    description: "Counted from the run’s start, also after it has ended.",
    widget: "duration",
  }),
  value: field(variablePathSchema.optional(), {
    title: "Value",
    widget: "variablePath",
    placeholder: "event.properties.total",
  }),
});

const quietHoursSchema = z.strictObject({
  from: clockTimeSchema,
  to: clockTimeSchema,
  // biome-ignore lint/suspicious/noThenProperty: the contract's name for what follows; never awaited.
  then: z.enum(["delay", "skip"]).default("delay"),
});

const frequencyCapSchema = z.strictObject({
  max: z.int().min(1).max(10_000),
  per: durationSchema,
  purpose: z.enum(["transactional", "care", "marketing"]).default("marketing"),
});

const limitsSchema = z.strictObject({
  sendsPerHour: z.int().min(1).optional(),
  cost: z
    .strictObject({
      amount: z.number().positive(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      per: durationSchema,
    })
    .optional(),
  stepsPerDay: z.int().min(1).max(10_000).default(1000),
});

/** How a journey as a whole behaves; every setting has a default or may be absent. */
export const journeySettingsSchema = z.strictObject({
  reentry: field(z.enum(["once", "afterExit", "always"]).default("afterExit"), {
    title: "May a contact go through again?",
    labels: { once: "Never", afterExit: "After the run has ended", always: "Always" },
  }),
  concurrencyKey: field(z.string().min(1).max(MAXIMUM_TEMPLATE_LENGTH).optional(), {
    title: "One run at a time for each",
    description: "Liquid. Runs with the same text here never go side by side.",
    widget: "template",
    advanced: true,
  }),
  exitWhen: field(z.array(exitRuleSchema).max(20).optional(), {
    title: "Exit when",
    description: "Ends the run wherever it is.",
    advanced: true,
  }),
  goal: field(goalSchema.optional(), { title: "Goal", widget: "group", advanced: true }),
  quietHours: field(quietHoursSchema.optional(), { title: "Quiet hours", widget: "group" }),
  frequencyCap: field(frequencyCapSchema.optional(), { title: "Frequency cap", widget: "group" }),
  limits: field(limitsSchema.prefault({}), { title: "Limits", widget: "group", advanced: true }),
  onHumanReply: field(z.enum(["hold", "continue", "stop"]).default("hold"), {
    title: "When a person replies",
    labels: { hold: "Hold until they are done", continue: "Go on", stop: "Stop the run" },
  }),
  inputs: field(z.array(variableNameSchema).max(50).optional(), {
    title: "Handed over by other journeys",
    description: "Names of variables that a journey which starts this one fills in.",
    widget: "words",
    advanced: true,
  }),
  timezone: field(timezoneSchema.default("contact"), { title: "Time zone", widget: "timezone" }),
});

export type JourneySettings = z.output<typeof journeySettingsSchema>;
export type JourneySettingsInput = z.input<typeof journeySettingsSchema>;

/** The settings of a journey that sets none. */
export const DEFAULT_SETTINGS: JourneySettings = journeySettingsSchema.parse({});
