import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { DAY, MEGABYTE } from "#channels/durations.ts";

export const instagramDefinition: ChannelDefinition = {
  channel: "instagram",
  title: "Instagram",
  addressKind: "scoped",
  session: { kind: "exchange", idle: DAY },
  limits: {
    textLength: 1000,
    attachmentBytes: 8 * MEGABYTE,
    attachments: 1,
    buttons: 3,
    html: false,
    subject: false,
    replyWindow: DAY,
    perSecond: 40,
  },
  optOutWords: false,
  verificationLevel: 1,
  receipts: ["delivered", "read"],
  available: false,
  providers: ["meta"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
