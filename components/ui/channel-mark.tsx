import {
  AtSign,
  Camera,
  MessageCircle,
  MessageCircleMore,
  MessageSquareText,
  Phone,
  Send,
  Zap,
} from "lucide-react";
import type { ComponentType } from "react";
import { classNames } from "#components/ui/class-names.ts";
import type { Channel } from "#core/channel.ts";

interface ChannelLook {
  name: string;
  icon: ComponentType<{ className?: string }>;
  /** Glyph on wash, written out so that the stylesheet holds them. */
  tint: string;
  text: string;
  /** For a dot or a bar. */
  fill: string;
}

/** The one glyph and tint of each channel, everywhere the same. */
export const CHANNEL_LOOKS: Record<Channel, ChannelLook> = {
  sms: {
    name: "SMS",
    icon: MessageSquareText,
    tint: "bg-channel-sms-soft text-channel-sms",
    text: "text-channel-sms",
    fill: "bg-channel-sms",
  },
  whatsapp: {
    name: "WhatsApp",
    icon: MessageCircle,
    tint: "bg-channel-whatsapp-soft text-channel-whatsapp",
    text: "text-channel-whatsapp",
    fill: "bg-channel-whatsapp",
  },
  email: {
    name: "E-mail",
    icon: AtSign,
    tint: "bg-channel-email-soft text-channel-email",
    text: "text-channel-email",
    fill: "bg-channel-email",
  },
  webchat: {
    name: "Web chat",
    icon: MessageCircleMore,
    tint: "bg-channel-webchat-soft text-channel-webchat",
    text: "text-channel-webchat",
    fill: "bg-channel-webchat",
  },
  voice: {
    name: "Voice",
    icon: Phone,
    tint: "bg-channel-voice-soft text-channel-voice",
    text: "text-channel-voice",
    fill: "bg-channel-voice",
  },
  messenger: {
    name: "Messenger",
    icon: Zap,
    tint: "bg-channel-messenger-soft text-channel-messenger",
    text: "text-channel-messenger",
    fill: "bg-channel-messenger",
  },
  instagram: {
    name: "Instagram",
    icon: Camera,
    tint: "bg-channel-instagram-soft text-channel-instagram",
    text: "text-channel-instagram",
    fill: "bg-channel-instagram",
  },
  telegram: {
    name: "Telegram",
    icon: Send,
    tint: "bg-channel-telegram-soft text-channel-telegram",
    text: "text-channel-telegram",
    fill: "bg-channel-telegram",
  },
};

interface ChannelMarkProps {
  channel: Channel;
  /** Shows the name beside the glyph; else it is spoken alone. */
  withName?: boolean;
  size?: "small" | "medium";
  className?: string;
}

/** A channel's glyph on its tint. */
export function ChannelMark({ channel, withName, size = "medium", className }: ChannelMarkProps) {
  const look = CHANNEL_LOOKS[channel];
  const Icon = look.icon;
  return (
    <span className={classNames("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <span
        title={withName ? undefined : look.name}
        className={classNames(
          "inline-flex shrink-0 items-center justify-center rounded-sm",
          size === "small" ? "size-4 [&_svg]:size-3" : "size-5 [&_svg]:size-3.5",
          look.tint,
        )}
      >
        <Icon aria-hidden />
      </span>
      <span className={withName ? "" : "sr-only"}>{look.name}</span>
    </span>
  );
}
