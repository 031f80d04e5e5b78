import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { channelWords, listOf, listWords } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { channelSchema } from "#core/journey/send-config.ts";

export const triggerMessageConfigSchema = z.strictObject({
  channels: field(z.array(channelSchema).min(1).max(8).optional(), {
    title: "Channels",
    description: "None chosen: all of them.",
    widget: "channels",
  }),
  accounts: field(z.array(keySchema).min(1).max(50).optional(), {
    title: "Accounts",
    description: "None chosen: every number, mailbox and page.",
    widget: "references:channelAccount",
    advanced: true,
  }),
  on: field(z.enum(["everyMessage", "conversationStart"]).default("everyMessage"), {
    title: "Starts on",
    labels: { everyMessage: "Every message", conversationStart: "The first of a conversation" },
  }),
  keywords: field(z.array(z.string().trim().min(1).max(100)).min(1).max(100).optional(), {
    title: "Keywords",
    description: "Any of these as a whole word, in any case.",
    widget: "words",
  }),
  intents: field(z.array(keySchema).min(1).max(50).optional(), {
    title: "Intents",
    widget: "references:intent",
  }),
  minConfidence: field(z.number().min(0).max(1).default(0.6), {
    title: "Confidence of the intent, at least",
    advanced: true,
  }),
  when: field(conditionSchema.optional(), { title: "Only when", widget: "condition" }),
  priority: field(z.int().min(-1000).max(1000).default(0), {
    title: "Priority",
    description: "Of several triggers that fit, the highest wins.",
    advanced: true,
  }),
});

export const triggerMessageDefinition: NodeDefinition<typeof triggerMessageConfigSchema> = {
  type: "trigger.message",
  family: "trigger",
  title: "Message received",
  description: "Starts when a customer writes.",
  icon: "message-square",
  config: triggerMessageConfigSchema,
  defaults: {},
  outlets: () => [{ id: "next", label: "Next" }],
  summary(config) {
    const what = config.on === "conversationStart" ? "When a conversation starts" : "When a customer writes";
    const where = listWords(listOf(config.channels).map(channelWords));
    const keywords = listWords(listOf(config.keywords).map((word) => `“${String(word)}”`));
    return [what, where, keywords && `with ${keywords}`].filter(Boolean).join(" ");
  },
  conditions: ({ when }) => (when ? [{ path: "when", condition: when }] : []),
  references: ({ accounts = [], intents = [] }) => [
    ...accounts.map((key, index) => ({ path: `accounts.${index}`, kind: "channelAccount" as const, key })),
    ...intents.map((key, index) => ({ path: `intents.${index}`, kind: "intent" as const, key })),
  ],
};
