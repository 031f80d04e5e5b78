import type { ChannelDefinition } from "#channels/channel-definition.ts";
import { emailDefinition } from "#channels/email/definition.ts";
import { instagramDefinition } from "#channels/instagram/definition.ts";
import { messengerDefinition } from "#channels/messenger/definition.ts";
import { smsDefinition } from "#channels/sms/definition.ts";
import { telegramDefinition } from "#channels/telegram/definition.ts";
import { voiceDefinition } from "#channels/voice/definition.ts";
import { webchatDefinition } from "#channels/webchat/definition.ts";
import { whatsappDefinition } from "#channels/whatsapp/definition.ts";
import type { Channel } from "#core/channel.ts";

/** Every channel's look, limits and settings. Pure: it runs in the browser as well. */
export const channelDefinitions = {
  sms: smsDefinition,
  whatsapp: whatsappDefinition,
  email: emailDefinition,
  webchat: webchatDefinition,
  voice: voiceDefinition,
  messenger: messengerDefinition,
  instagram: instagramDefinition,
  telegram: telegramDefinition,
} satisfies Record<Channel, ChannelDefinition>;
