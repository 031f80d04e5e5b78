import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Channel } from "#core/channel.ts";

/** Channels whose addresses mean something to a reader; the others' are made by machines. */
const READABLE: ReadonlySet<Channel> = new Set<Channel>(["sms", "whatsapp", "email"]);

/** Channels this person can be answered on, the one they wrote on last first. Voice is not written. */
export function replyChannels(conversation: Conversation): Channel[] {
  const known = conversation.contact.identities.map((identity) => identity.channel);
  const all = [conversation.channel, ...known].filter((channel) => channel !== "voice");
  return [...new Set(all)];
}

interface ChannelPickerProps {
  conversation: Conversation;
  channels: Channel[];
  value: Channel | null;
  onValueChange: (channel: Channel) => void;
}

/** On which channel the reply goes out, and to which address. */
export function ChannelPicker({ conversation, channels, value, onValueChange }: ChannelPickerProps) {
  if (!value) return <span className="px-1 text-danger text-xs">No channel to answer on</span>;
  const addressOn = (channel: Channel) =>
    READABLE.has(channel)
      ? conversation.contact.identities.find((identity) => identity.channel === channel)?.address
      : undefined;
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <Button variant="ghost" size="small">
          <span className="sr-only">Reply on</span>
          <ChannelMark channel={value} size="small" withName />
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuChoices
        label="Reply on"
        value={value}
        onValueChange={(next) => onValueChange(next as Channel)}
        options={channels.map((channel) => ({
          value: channel,
          label: (
            <span className="flex items-center gap-2">
              <ChannelMark channel={channel} size="small" withName />
              <span className="text-ink-muted text-xs">{addressOn(channel)}</span>
            </span>
          ),
        }))}
      />
    </Menu>
  );
}
