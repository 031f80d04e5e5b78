import { z } from "zod";
import { channelWords, excerpt, propertyOf } from "#core/journey/card-text.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { checkSendConfig, sendReferences, sendShape, sendTemplates } from "#core/journey/send-config.ts";

export const sendConfigSchema = z.strictObject(sendShape).superRefine(checkSendConfig);

export const sendDefinition: NodeDefinition<typeof sendConfigSchema> = {
  type: "send",
  family: "message",
  title: "Send a message",
  description: "Sends a message, on the channel that suits.",
  icon: "send",
  config: sendConfigSchema,
  defaults: { channel: "reply" },
  outlets: () => [
    { id: "next", label: "Sent" },
    { id: "failed", label: "Failed" },
    { id: "suppressed", label: "Not allowed" },
  ],
  summary(config) {
    const template = propertyOf(config.template, "key");
    const content = config.text
      ? `“${excerpt(config.text)}”`
      : template
        ? `template ${excerpt(template)}`
        : "a message";
    return ["Send", content, channelWords(config.channel)].filter(Boolean).join(" ");
  },
  templates: sendTemplates,
  references: sendReferences,
};
