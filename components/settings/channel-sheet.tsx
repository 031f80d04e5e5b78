"use client";
import { Pause, Play } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { CHANNEL_LOOKS } from "#components/ui/channel-mark.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { ChannelAccount, PatchChannel } from "#core/api/channels.ts";

interface ChannelSheetProps {
  channel: ChannelAccount | null;
  onClose: () => void;
}

/** How to finish the set-up of a channel on the other side, and how to change it here. */
export function ChannelSheet({ channel, onClose }: ChannelSheetProps) {
  return (
    <Sheet
      open={channel !== null}
      onOpenChange={(open) => !open && onClose()}
      title={channel?.name ?? ""}
      description={channel ? CHANNEL_LOOKS[channel.type].name : undefined}
    >
      {channel && <ChannelDetail key={channel.id} channel={channel} onClose={onClose} />}
    </Sheet>
  );
}

function ChannelDetail({ channel, onClose }: { channel: ChannelAccount; onClose: () => void }) {
  const mayEdit = useAllowed("channels.edit");
  const update = useResource<PatchChannel, ChannelAccount>("channels");
  const paused = channel.status === "paused";
  const setStatus = (status: "active" | "paused") =>
    update.mutate(
      { method: "patch", id: channel.id, body: { status } },
      {
        onSuccess: () => {
          toastDone(status === "paused" ? `${channel.name} is paused` : `${channel.name} is active`);
          onClose();
        },
      },
    );
  return (
    <div className="flex flex-col gap-6 px-5 py-4">
      {channel.statusReason && (
        <p className="rounded-md bg-danger-soft px-3 py-2 text-danger">{channel.statusReason}</p>
      )}
      {channel.type === "sms" && <TwilioSteps channel={channel} />}
      {channel.type === "webchat" && <WidgetSteps channel={channel} />}
      {mayEdit && !channel.isDemo && <Credentials channel={channel} />}
      {mayEdit && (
        <Group title={paused ? "Paused" : "Pause"}>
          <p className="text-ink-muted">
            A paused channel takes no messages in and sends none until you make it active again.
          </p>
          {update.error && <ErrorNotice what="The channel was not changed" error={update.error} />}
          <Button
            className="self-start"
            pending={update.isPending}
            onClick={() => setStatus(paused ? "active" : "paused")}
          >
            {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {paused ? "Make it active" : "Pause this channel"}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function TwilioSteps({ channel }: { channel: ChannelAccount }) {
  return (
    <Group title="In the Twilio console">
      <ol className="flex list-decimal flex-col gap-1 pl-4 text-ink-muted">
        <li>Open the number, or the messaging service, that you named here.</li>
        <li>Under “A message comes in”, choose Webhook, HTTP POST, and paste this address.</li>
        <li>Save, then send the number a text. It appears in the inbox within a second.</li>
      </ol>
      <CopyField label="Webhook address" value={channel.webhookUrl ?? ""} />
    </Group>
  );
}

function WidgetSteps({ channel }: { channel: ChannelAccount }) {
  const snippet = `<script src="${window.location.origin}/widget.js" data-account="${channel.id}" async></script>`;
  return (
    <Group title="On your site">
      <p className="text-ink-muted">
        Paste this before the closing body tag of each page that should have the chat.
      </p>
      <CopyField label="Snippet" value={snippet} multiline />
    </Group>
  );
}

const CREDENTIALS: Partial<Record<ChannelAccount["type"], { name: string; label: string; hint: string }>> = {
  sms: {
    name: "authToken",
    label: "Auth token",
    hint: "From the Twilio console. Kept encrypted; it is never shown again.",
  },
  webchat: {
    name: "identitySecret",
    label: "Identity secret",
    hint: "Your site signs with it who its signed-in users are. 16 characters or more; never shown again.",
  },
};

function Credentials({ channel }: { channel: ChannelAccount }) {
  const update = useResource<PatchChannel, ChannelAccount>("channels");
  const [value, setValue] = useState("");
  const credential = CREDENTIALS[channel.type];
  if (!credential) return null;
  const isSet = channel.credentials.includes(credential.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { method: "patch", id: channel.id, body: { credentials: { [credential.name]: value } } },
      {
        onSuccess: () => {
          setValue("");
          toastDone(`The ${credential.label.toLowerCase()} is saved`);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label={credential.label} hint={credential.hint} aside={isSet ? "Set" : "Not set"}>
        <Input
          type="password"
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.target.value)}
          placeholder={isSet ? "Replace it" : ""}
        />
      </Field>
      {update.error && <ErrorNotice what="It was not saved" error={update.error} />}
      <Button type="submit" className="self-start" disabled={value === ""} pending={update.isPending}>
        {isSet ? "Replace" : "Save"}
      </Button>
    </form>
  );
}
