import { z } from "zod";
import { compilePattern } from "#core/conditions/pattern.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { channelWords, excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { checkSendConfig, sendReferences, sendShape, sendTemplates } from "#core/journey/send-config.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

const EXPECTATIONS = ["text", "number", "email", "phone", "date", "choice", "regex", "file"] as const;

const choiceSchema = z.strictObject({
  value: field(z.string().min(1).max(200), { title: "Value" }),
  label: field(localizedTextSchema, { title: "Label", widget: "localizedText" }),
  synonyms: field(z.array(z.string().min(1).max(200)).max(50).optional(), { title: "Also understood as" }),
});

const reminderSchema = z.strictObject({
  after: field(durationSchema, { title: "After", widget: "duration" }),
  text: field(localizedTextSchema, { title: "Reminder", widget: "localizedText" }),
});

const askFields = z.strictObject({
  ...sendShape,
  text: field(localizedTextSchema.optional(), {
    title: "Question",
    widget: "localizedText",
    exclusive: "content",
  }),
  saveAs: field(variableNameSchema, {
    title: "Save the answer as",
    description: "Use it later as {{ vars.name }}.",
    widget: "variableName",
  }),
  expect: field(z.enum(EXPECTATIONS).default("text"), {
    title: "Expect",
    labels: {
      text: "Any text",
      number: "A number",
      email: "An e-mail address",
      phone: "A phone number",
      date: "A date",
      choice: "One of several choices",
      regex: "A pattern",
      file: "A file",
    },
  }),
  choices: field(z.array(choiceSchema).min(1).max(50).optional(), {
    title: "Choices",
    widget: "choices",
    showWhen: { field: "expect", in: ["choice"] },
  }),
  pattern: field(z.string().min(1).max(500).optional(), {
    title: "Pattern",
    description: "A regular expression (RE2) that covers the whole answer.",
    showWhen: { field: "expect", in: ["regex"] },
  }),
  min: field(z.number().optional(), {
    title: "At least",
    description: "The number, or the length of a text.",
    showWhen: { field: "expect", in: ["number", "text"] },
  }),
  max: field(z.number().optional(), {
    title: "At most",
    description: "The number, or the length of a text.",
    showWhen: { field: "expect", in: ["number", "text"] },
  }),
  retries: field(z.int().min(0).max(10).default(2), {
    title: "Ask again, at most",
    description: "When the answer does not fit.",
  }),
  retryText: field(localizedTextSchema.optional(), {
    title: "Ask again with",
    description: "Absent: the question once more.",
    widget: "localizedText",
  }),
  collect: field(durationSchema.default("PT2S"), {
    title: "Wait for more for",
    description: "Messages that follow each other this closely are one answer.",
    widget: "duration",
    advanced: true,
  }),
  remind: field(reminderSchema.optional(), {
    title: "Remind",
    widget: "group",
  }),
  timeout: field(durationSchema.default("P1D"), { title: "Give up after", widget: "duration" }),
});

export type AskConfig = z.output<typeof askFields>;

function checkAskConfig(config: AskConfig, context: z.RefinementCtx): void {
  checkSendConfig(config, context);
  if (config.expect === "choice" && !config.choices) {
    const params = { problem: "missing_config" };
    context.addIssue({ code: "custom", path: ["choices"], message: "List the choices", params });
  }
  const values = (config.choices ?? []).map((choice) => choice.value);
  if (new Set(values).size !== values.length) {
    context.addIssue({ code: "custom", path: ["choices"], message: "Two choices have the same value" });
  }
  if (config.expect === "regex" && config.pattern === undefined) {
    const params = { problem: "missing_config" };
    context.addIssue({ code: "custom", path: ["pattern"], message: "Write the pattern", params });
  }
  if (config.pattern !== undefined && compilePattern(config.pattern) === null) {
    const params = { hint: "Look-ahead, look-behind and back-references are not part of RE2." };
    context.addIssue({
      code: "custom",
      path: ["pattern"],
      message: "RE2 does not understand this pattern",
      params,
    });
  }
  if (config.min !== undefined && config.max !== undefined && config.min > config.max) {
    context.addIssue({ code: "custom", path: ["max"], message: "“At most” is less than “at least”" });
  }
}

export const askConfigSchema = askFields.superRefine(checkAskConfig);

export const askDefinition: NodeDefinition<typeof askConfigSchema> = {
  type: "ask",
  family: "message",
  title: "Ask a question",
  description: "Asks, waits for the answer, checks it and saves it.",
  icon: "message-circle-question-mark",
  config: askConfigSchema,
  defaults: { channel: "reply", expect: "text" },
  outlets: () => [
    { id: "answered", label: "Answered" },
    { id: "invalid", label: "No valid answer" },
    { id: "timeout", label: "No answer" },
    { id: "failed", label: "Failed" },
    { id: "suppressed", label: "Not allowed" },
  ],
  summary(config) {
    const question = config.text ? `“${excerpt(config.text)}”` : "a question";
    return ["Ask", question, channelWords(config.channel)].filter(Boolean).join(" ");
  },
  rests: true,
  leavesAtOnce: () => ["failed", "suppressed"],
  saves: ({ saveAs }) => [saveAs],
  templates(config) {
    const uses = sendTemplates(config);
    if (config.retryText !== undefined) uses.push({ path: "retryText", text: config.retryText });
    if (config.remind) uses.push({ path: "remind.text", text: config.remind.text });
    for (const [index, choice] of (config.choices ?? []).entries()) {
      uses.push({ path: `choices.${index}.label`, text: choice.label });
    }
    return uses;
  },
  references: sendReferences,
};
