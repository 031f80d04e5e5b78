import { z } from "zod";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema, variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

const gatherSchema = z.strictObject({
  kind: field(z.enum(["speech", "digits"]), {
    title: "Listen for",
    labels: { speech: "What they say", digits: "Keys they press" },
  }),
  saveAs: field(variableNameSchema.default("said"), { title: "Save it as", widget: "variableName" }),
  maxDigits: field(z.int().min(1).max(50).optional(), {
    title: "Keys, at most",
    showWhen: { field: "kind", in: ["digits"] },
  }),
  timeout: field(durationSchema.default("PT5S"), { title: "Wait for an answer", widget: "duration" }),
});

export const callConfigSchema = z.strictObject({
  say: field(localizedTextSchema, { title: "Say", widget: "localizedText" }),
  gather: field(gatherSchema.optional(), { title: "Listen for an answer", widget: "group" }),
  transferTo: field(localizedTextSchema.optional(), {
    title: "Connect to",
    description: "A phone number, such as +43 1 234567.",
    widget: "template",
    advanced: true,
  }),
  voicemail: field(localizedTextSchema.optional(), {
    title: "Leave on a machine",
    description: "Left out: it hangs up.",
    widget: "localizedText",
    advanced: true,
  }),
  account: field(keySchema.optional(), {
    title: "Call from",
    widget: "reference:channelAccount",
    advanced: true,
  }),
});

export type CallConfig = z.output<typeof callConfigSchema>;

export const callDefinition: NodeDefinition<typeof callConfigSchema> = {
  type: "call",
  family: "message",
  title: "Call",
  description: "Rings the customer and speaks to them.",
  icon: "phone-outgoing",
  config: callConfigSchema,
  defaults: {},
  outlets: () => [
    { id: "answered", label: "Answered" },
    { id: "noAnswer", label: "No answer" },
    { id: "failed", label: "Failed" },
  ],
  summary({ say }) {
    const words = excerpt(say);
    return words === "" ? "Call the customer" : `Call and say: ${words}`;
  },
  saves: ({ gather }) => (gather ? [gather.saveAs] : []),
  templates: ({ say, transferTo, voicemail }) => [
    { path: "say", text: say },
    ...(transferTo === undefined ? [] : [{ path: "transferTo", text: transferTo }]),
    ...(voicemail === undefined ? [] : [{ path: "voicemail", text: voicemail }]),
  ],
  references: ({ account }) =>
    account === undefined ? [] : [{ path: "account", kind: "channelAccount" as const, key: account }],
};
