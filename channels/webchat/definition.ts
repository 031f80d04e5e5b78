import { z } from "zod";
import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { HOUR, MEGABYTE } from "#channels/durations.ts";

/** Of a widget: how it looks and where it may stand. */
export const webchatConfig = z.strictObject({
  title: z.string().max(80).default("Chat with us"),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: "a colour such as #3451d1" })
    .default("#3451d1"),
  greeting: z.string().max(500).default("Hi! How can we help?"),
  /** Origins ("https://example.com") whose pages may use it; empty allows every page. */
  allowedOrigins: z
    .array(z.string().regex(/^https?:\/\/[^/?#]+$/, { error: "an origin such as https://example.com" }))
    .max(50)
    .default([]),
  /** Refuse visitors whom the site has not signed for. */
  requireIdentity: z.boolean().default(false),
});

/** `identitySecret` is shared with the site: it signs who its signed-in users are. */
export const webchatCredentials = z.strictObject({ identitySecret: z.string().min(16) });

export type WebchatConfig = z.output<typeof webchatConfig>;
export type WebchatCredentials = z.output<typeof webchatCredentials>;

export const webchatDefinition: ChannelDefinition = {
  channel: "webchat",
  title: "Web chat",
  addressKind: "scoped",
  session: { kind: "chat", idle: 2 * HOUR },
  limits: {
    textLength: 5000,
    attachmentBytes: 10 * MEGABYTE,
    attachments: 5,
    buttons: 10,
    html: false,
    subject: false,
    replyWindow: null,
    perSecond: null,
  },
  optOutWords: false,
  verificationLevel: 0,
  receipts: ["delivered", "read"],
  available: true,
  providers: ["throughline"],
  config: webchatConfig,
  credentials: webchatCredentials,
};
