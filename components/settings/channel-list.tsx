"use client";
import { Cable, CircleAlert, CircleCheck, CirclePause, Plus } from "lucide-react";
import { useState } from "react";
import { ChannelSheet } from "#components/settings/channel-sheet.tsx";
import { CreateChannelSheet } from "#components/settings/create-channel-sheet.tsx";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ChannelAccount } from "#core/api/channels.ts";

/** Numbers and widgets through which customers reach this workspace. */
export function ChannelList() {
  const mayEdit = useAllowed("channels.edit");
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<ChannelAccount | null>(null);
  const add = mayEdit && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      Add a channel
    </Button>
  );
  return (
    <Section
      title="Channels"
      description="Numbers and chat widgets through which customers reach you. All of them lead into the same conversations."
      actions={add}
    >
      <SettingsList<ChannelAccount>
        resource="channels"
        noun="channels"
        empty={
          <EmptyState icon={<Cable aria-hidden />} title="No channel yet">
            Put the web chat on your site with one line of HTML, or connect a number of your Twilio account.
          </EmptyState>
        }
      >
        {(channels) => (
          <ul>
            {channels.map((channel) => (
              <li key={channel.id} className="border-b last:border-b-0">
                <ChannelRow channel={channel} onOpen={() => setShown(channel)} />
              </li>
            ))}
          </ul>
        )}
      </SettingsList>
      <CreateChannelSheet
        open={adding}
        onOpenChange={setAdding}
        onCreated={(channel) => {
          setAdding(false);
          setShown(channel);
        }}
      />
      <ChannelSheet channel={shown} onClose={() => setShown(null)} />
    </Section>
  );
}

function ChannelRow({ channel, onOpen }: { channel: ChannelAccount; onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full items-center gap-3 px-4 py-2.5 text-left transition-colors hover:bg-hover"
    >
      <ChannelMark channel={channel.type} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{channel.name}</span>
          {channel.isDemo && <Badge tone="outline">Demo</Badge>}
        </span>
        <span className="block truncate text-ink-faint text-xs">
          {[CHANNEL_LOOKS[channel.type].name, addressOf(channel)].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className="hidden text-ink-faint text-xs sm:block">
        {channel.lastInboundAt ? (
          <>
            Last message <RelativeTime at={channel.lastInboundAt} />
          </>
        ) : (
          "No message yet"
        )}
      </span>
      <ChannelStatus channel={channel} />
    </button>
  );
}

function addressOf(channel: ChannelAccount): string {
  const { phoneNumber, messagingServiceSid } = channel.config;
  return typeof phoneNumber === "string"
    ? phoneNumber
    : typeof messagingServiceSid === "string"
      ? messagingServiceSid
      : "";
}

function ChannelStatus({ channel }: { channel: ChannelAccount }) {
  if (channel.status === "failing") {
    return (
      <Badge tone="danger">
        <CircleAlert aria-hidden />
        Failing
      </Badge>
    );
  }
  if (channel.status === "paused") {
    return (
      <Badge tone="warning">
        <CirclePause aria-hidden />
        Paused
      </Badge>
    );
  }
  return (
    <Badge tone="positive">
      <CircleCheck aria-hidden />
      Active
    </Badge>
  );
}
