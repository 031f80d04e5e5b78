import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { DAY, MEGABYTE } from "#channels/durations.ts";

export const whatsappDefinition: ChannelDefinition = {
  channel: "whatsapp",
  title: "WhatsApp",
  addressKind: "phone",
  session: { kind: "exchange", idle: DAY },
  limits: {
    textLength: 4096,
    attachmentBytes: 16 * MEGABYTE,
    attachments: 1,
    buttons: 3,
    html: false,
    subject: false,
    replyWindow: DAY,
    // https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
    perSecond: 80,
  },
  optOutWords: true,
  verificationLevel: 1,
  receipts: ["delivered", "read"],
  available: false,
  providers: ["meta", "twilio"],
  config: z.strictObject({}),
  credentials: z.strictObject({}),
};
