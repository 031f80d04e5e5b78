import type { ChannelSender } from "#channels/sender.ts";
import { smsSender } from "#channels/sms/sender.ts";
import { webchatSender } from "#channels/webchat/sender.ts";
import type { Channel } from "#core/channel.ts";

/** How each channel hands over a message; null where it cannot send yet. */
export const channelSenders = {
  sms: smsSender,
  whatsapp: null,
  email: null,
  webchat: webchatSender,
  voice: null,
  messenger: null,
  instagram: null,
  telegram: null,
} satisfies Record<Channel, ChannelSender | null>;
