import { z } from "zod";
import { CHANNELS } from "#core/channel.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { TemplateUse } from "#core/journey/node-definition.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

/** Where a message goes: `reply` is the channel the customer last used, `best` the best we may use. */
export const CHANNEL_CHOICES = ["reply", "best", ...CHANNELS] as const;

const channelLabels = {
  reply: "Where they last wrote",
  best: "The best channel",
  sms: "SMS",
  whatsapp: "WhatsApp",
  email: "E-mail",
  webchat: "Web chat",
  voice: "Voice",
  messenger: "Messenger",
  instagram: "Instagram",
  telegram: "Telegram",
};

export const channelSchema = z.enum(CHANNELS);

const templateSchema = z.strictObject({
  key: keySchema,
  variables: z.record(z.string().min(1).max(100), z.string().max(2000)).optional(),
});

export const buttonSchema = z.strictObject({
  id: field(z.string().min(1).max(100), { title: "Id" }),
  label: field(localizedTextSchema, { title: "Label", widget: "localizedText" }),
  url: field(localizedTextSchema.optional(), { title: "Address it opens", widget: "localizedText" }),
});

/** The fields of every message that a journey sends; `ask` has them too. */
export const sendShape = {
  text: field(localizedTextSchema.optional(), {
    title: "Message",
    widget: "localizedText",
    exclusive: "content",
  }),
  template: field(templateSchema.optional(), {
    title: "Approved template",
    widget: "messageTemplate",
    exclusive: "content",
  }),
  channel: field(z.enum(CHANNEL_CHOICES).default("reply"), {
    title: "Channel",
    widget: "channel",
    labels: channelLabels,
  }),
  account: field(keySchema.optional(), {
    title: "From",
    description: "The number, mailbox or page to send from, where there are several.",
    widget: "reference:channelAccount",
    advanced: true,
  }),
  fallback: field(z.array(channelSchema).max(8).optional(), {
    title: "If that fails, try",
    widget: "channels",
    advanced: true,
  }),
  purpose: field(z.enum(["transactional", "care", "marketing"]).default("care"), {
    title: "Purpose",
    description: "Decides which consent is needed.",
    labels: { transactional: "Transactional", care: "Care", marketing: "Marketing" },
  }),
  subject: field(localizedTextSchema.optional(), {
    title: "Subject",
    description: "Of an e-mail.",
    widget: "localizedText",
    advanced: true,
  }),
  html: field(localizedTextSchema.optional(), {
    title: "HTML",
    description: "Of an e-mail. Values are escaped; write | raw for markup of your own.",
    widget: "localizedText",
    advanced: true,
  }),
  attachments: field(
    z
      .array(z.strictObject({ attachment: keySchema }))
      .max(10)
      .optional(),
    {
      title: "Attachments",
      widget: "attachments",
      advanced: true,
    },
  ),
  buttons: field(z.array(buttonSchema).max(10).optional(), { title: "Buttons", widget: "buttons" }),
  answers: field(z.boolean().default(true), {
    title: "Counts as an answer",
    description: "Clears “waiting” while a bot handles the conversation.",
    advanced: true,
  }),
  ignoreQuietHours: field(z.boolean().default(false), {
    title: "Send in quiet hours too",
    description: "Not for marketing.",
    advanced: true,
  }),
};

const sendSchema = z.object(sendShape);
export type SendConfig = z.output<typeof sendSchema>;

/** Rules between the fields of a message: exactly one content, and quiet hours hold for marketing. */
export function checkSendConfig(config: SendConfig, context: z.RefinementCtx): void {
  const contents = [config.text, config.template].filter((content) => content !== undefined);
  if (contents.length === 0) {
    context.addIssue({
      code: "custom",
      path: ["text"],
      message: "Write the message, or choose a template",
      params: { problem: "missing_config" },
    });
  }
  if (contents.length > 1) {
    context.addIssue({ code: "custom", path: ["template"], message: "Use a text or a template, not both" });
  }
  if (config.ignoreQuietHours && config.purpose === "marketing") {
    context.addIssue({ code: "custom", path: ["ignoreQuietHours"], message: "Marketing keeps quiet hours" });
  }
}

/** The templates in a message's fields. */
export function sendTemplates(config: SendConfig): TemplateUse[] {
  const uses: TemplateUse[] = [];
  if (config.text !== undefined) uses.push({ path: "text", text: config.text });
  if (config.subject !== undefined) uses.push({ path: "subject", text: config.subject });
  if (config.html !== undefined) uses.push({ path: "html", text: config.html });
  for (const [name, text] of Object.entries(config.template?.variables ?? {})) {
    uses.push({ path: `template.variables.${name}`, text });
  }
  for (const [index, button] of (config.buttons ?? []).entries()) {
    uses.push({ path: `buttons.${index}.label`, text: button.label });
    if (button.url !== undefined) uses.push({ path: `buttons.${index}.url`, text: button.url });
  }
  return uses;
}

/** The workspace's things that a message names. */
export function sendReferences(config: SendConfig): { path: string; kind: ReferenceKind; key: string }[] {
  const references: { path: string; kind: ReferenceKind; key: string }[] = [];
  if (config.account) references.push({ path: "account", kind: "channelAccount", key: config.account });
  if (config.template) references.push({ path: "template.key", kind: "template", key: config.template.key });
  for (const [index, { attachment }] of (config.attachments ?? []).entries()) {
    references.push({ path: `attachments.${index}.attachment`, kind: "attachment", key: attachment });
  }
  return references;
}
