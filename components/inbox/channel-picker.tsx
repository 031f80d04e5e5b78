import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Channel } from "#core/channel.ts";

/** Channels this person can be answered on, the one they wrote on last first. Voice is not written. */
export function replyChannels(conversation: Conversation): Channel[] {
  const known = conversation.contact.identities.map((identity) => identity.channel);
  const all = [conversation.channel, ...known].filter((channel) => channel !== "voice");
  return [...new Set(all)];
}

interface ChannelPickerProps {
  channels: Channel[];
  value: Channel | null;
  onValueChange: (channel: Channel) => void;
}

/** On which channel the reply goes out. */
export function ChannelPicker({ channels, value, onValueChange }: ChannelPickerProps) {
  if (!value) return <span className="px-1 text-danger text-xs">No channel to answer on</span>;
  return (
    <Menu
      align="start"
      side="top"
      trigger={
        <Button variant="ghost" size="small" aria-label="Reply on">
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
          label: <ChannelMark channel={channel} size="small" withName />,
        }))}
      />
    </Menu>
  );
}
