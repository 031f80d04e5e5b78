import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { DAY, MEGABYTE } from "#channels/durations.ts";

export const telegramDefinition: ChannelDefinition = {
  channel: "telegram",
  title: "Telegram",
  addressKind: "scoped",
  session: { kind: "exchange", idle: DAY },
  limits: {
    textLength: 4096,
    attachmentBytes: 50 * MEGABYTE,
    attachments: 10,
    buttons: 10,
    html: false,
    subject: false,
    replyWindow: null,
  },
  optOutWords: false,
  verificationLevel: 1,
  receipts: ["read"],
  available: false,
  providers: ["telegram"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
