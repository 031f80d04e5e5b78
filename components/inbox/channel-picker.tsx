import { ChevronDown, Lock } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Channel } from "#core/channel.ts";
import type { ChannelRule } from "./channel-rules.ts";

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
  ruleOf: (channel: Channel) => ChannelRule;
  onValueChange: (channel: Channel) => void;
}

/** On which channel the reply goes out and to which address, with what holds there: window, consent, price. */
export function ChannelPicker({ conversation, channels, value, ruleOf, onValueChange }: ChannelPickerProps) {
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
            <span className="flex flex-col py-0.5">
              <span className="flex items-center gap-2">
                <ChannelMark channel={channel} size="small" withName />
                <span className="text-ink-muted text-xs">{addressOn(channel)}</span>
              </span>
              <RuleWords rule={ruleOf(channel)} className="pl-5.5" />
            </span>
          ),
        }))}
      />
    </Menu>
  );
}

/** What holds for an answer there, in a few words. */
export function RuleWords({ rule, className }: { rule: ChannelRule; className?: string }) {
  if (rule.closed)
    return (
      <span className={`inline-flex items-center gap-1 text-danger text-xs ${className ?? ""}`}>
        <Lock className="size-3.5" aria-hidden />
        {rule.closed}
      </span>
    );
  if (rule.notes.length === 0) return null;
  return <span className={`text-ink-faint text-xs ${className ?? ""}`}>{rule.notes.join(", ")}</span>;
}
