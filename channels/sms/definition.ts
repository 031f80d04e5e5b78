import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { DAY, MEGABYTE } from "#channels/durations.ts";
import { smsLength } from "#channels/sms/segments.ts";

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, { error: "a number in E.164 form, such as +14155550123" });

const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/, { error: "AC and 32 hexadecimal digits" });
const serviceSid = z.string().regex(/^MG[0-9a-fA-F]{32}$/, { error: "MG and 32 hexadecimal digits" });

/** Of an SMS account on Twilio. With both, the service sends and the number only tells whose it is. */
export const smsConfig = z
  .strictObject({
    accountSid,
    phoneNumber: e164.optional(),
    messagingServiceSid: serviceSid.optional(),
  })
  .refine((config) => config.phoneNumber || config.messagingServiceSid, {
    error: "phoneNumber or messagingServiceSid is needed",
    path: ["phoneNumber"],
  });

export const smsCredentials = z.strictObject({ authToken: z.string().min(1) });

export type SmsConfig = z.output<typeof smsConfig>;
export type SmsCredentials = z.output<typeof smsCredentials>;

export const smsDefinition: ChannelDefinition = {
  channel: "sms",
  title: "SMS",
  addressKind: "phone",
  session: { kind: "exchange", idle: DAY },
  limits: {
    textLength: 1600,
    attachmentBytes: 5 * MEGABYTE,
    attachments: 10,
    buttons: 0,
    html: false,
    subject: false,
    replyWindow: null,
    // Twilio queues what comes faster than the number may send.
    perSecond: null,
  },
  billedParts: (text) => Math.max(smsLength(text).segments, 1),
  optOutWords: true,
  verificationLevel: 1,
  receipts: ["delivered"],
  available: true,
  providers: ["twilio"],
  config: smsConfig,
  credentials: smsCredentials,
};
