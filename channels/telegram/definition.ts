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
    // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    perSecond: 30,
  },
  optOutWords: false,
  verificationLevel: 1,
  receipts: ["read"],
  available: false,
  providers: ["telegram"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
