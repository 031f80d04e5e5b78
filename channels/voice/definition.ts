import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { HOUR } from "#channels/durations.ts";

export const voiceDefinition: ChannelDefinition = {
  channel: "voice",
  title: "Voice",
  addressKind: "phone",
  session: { kind: "call", idle: HOUR },
  limits: {
    textLength: 3000,
    attachmentBytes: 0,
    attachments: 0,
    buttons: 0,
    html: false,
    subject: false,
    replyWindow: null,
    perSecond: 1,
  },
  optOutWords: false,
  verificationLevel: 1,
  receipts: [],
  available: false,
  providers: ["twilio"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
