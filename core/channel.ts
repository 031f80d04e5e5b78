/** Every channel a session can run on. Registered with look and limits in `channels/`. */
export const CHANNELS = [
  "sms",
  "whatsapp",
  "email",
  "webchat",
  "voice",
  "messenger",
  "instagram",
  "telegram",
] as const;

export type Channel = (typeof CHANNELS)[number];
