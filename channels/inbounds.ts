import type { ChannelInbound } from "#channels/inbound.ts";
import { smsInbound } from "#channels/sms/inbound.ts";
import type { Channel } from "#core/channel.ts";

/** How each channel takes a provider's webhooks; null where none come (yet). Web chat has endpoints of its own. */
export const channelInbounds = {
  sms: smsInbound,
  whatsapp: null,
  email: null,
  webchat: null,
  voice: null,
  messenger: null,
  instagram: null,
  telegram: null,
} satisfies Record<Channel, ChannelInbound | null>;
