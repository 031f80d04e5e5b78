import { z } from "zod";
import { CHANNELS } from "#core/channel.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

const surveySchema = z.strictObject({
  channel: field(z.enum(["reply", ...CHANNELS]).default("reply"), { title: "Channel", widget: "channel" }),
  text: field(localizedTextSchema.optional(), { title: "Question", widget: "localizedText" }),
  expires: field(durationSchema.default("P3D"), { title: "Open for", widget: "duration" }),
});

export const resolveConfigSchema = z.strictObject({
  reason: field(z.string().trim().min(1).max(200), {
    title: "Reason",
    description: "Shown in the inbox and in reports.",
  }),
  evenIfAssigned: field(z.boolean().default(false), {
    title: "Even if a person has it",
    advanced: true,
  }),
  csat: field(surveySchema.optional(), { title: "Ask how it was", widget: "group" }),
});

export const resolveDefinition: NodeDefinition<typeof resolveConfigSchema> = {
  type: "resolve",
  family: "people",
  title: "Resolve",
  description: "Closes the conversation.",
  icon: "circle-check",
  config: resolveConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary: ({ reason }) => (reason ? `Resolve as ${excerpt(reason)}` : "Resolve the conversation"),
  templates: ({ csat }) => (csat?.text === undefined ? [] : [{ path: "csat.text", text: csat.text }]),
};
