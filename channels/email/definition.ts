import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { DAY, MEGABYTE } from "#channels/durations.ts";

export const emailDefinition: ChannelDefinition = {
  channel: "email",
  title: "E-mail",
  addressKind: "email",
  session: { kind: "exchange", idle: 7 * DAY },
  limits: {
    textLength: null,
    attachmentBytes: 25 * MEGABYTE,
    attachments: 20,
    buttons: 10,
    html: true,
    subject: true,
    replyWindow: null,
    perSecond: 10,
  },
  optOutWords: false,
  verificationLevel: 0,
  receipts: ["delivered", "read"],
  available: false,
  providers: ["smtp", "postmark", "sendgrid", "mailgun"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
