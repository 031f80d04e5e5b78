"use client";
import { type FormEvent, useState } from "react";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { Button } from "#components/ui/button.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ChannelAccount, CreateChannel } from "#core/api/channels.ts";

interface CreateChannelSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (channel: ChannelAccount) => void;
}

type Kind = "webchat" | "sms";

const KINDS: { kind: Kind; says: string }[] = [
  { kind: "webchat", says: "A chat window on your own site" },
  { kind: "sms", says: "A number of your Twilio account" },
];

export function CreateChannelSheet({ open, onOpenChange, onCreated }: CreateChannelSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Add a channel">
      <CreateChannelForm onCreated={onCreated} />
    </Sheet>
  );
}

interface FormField {
  path: string;
  label: string;
  hint?: string;
  type?: "text" | "password" | "url" | "tel";
  required?: boolean;
  lines?: boolean;
}

const FIELDS: Record<Kind, FormField[]> = {
  webchat: [
    { path: "name", label: "Name", hint: "For your team, such as “Website, Lisbon clinic”.", required: true },
    { path: "config.title", label: "Title of the chat window", hint: "Without one: Chat with us." },
    { path: "config.greeting", label: "First words", hint: "Shown before the visitor writes.", lines: true },
    {
      path: "config.allowedOrigins",
      label: "Sites that may use it",
      hint: "One a line, such as https://example.com. Empty allows every site.",
      lines: true,
    },
  ],
  sms: [
    { path: "name", label: "Name", hint: "For your team, such as “Front desk”.", required: true },
    { path: "config.accountSid", label: "Account SID", hint: "AC and 32 characters.", required: true },
    {
      path: "credentials.authToken",
      label: "Auth token",
      hint: "Kept encrypted; never shown again.",
      type: "password",
      required: true,
    },
    {
      path: "config.phoneNumber",
      label: "Phone number",
      hint: "With country code, such as +14155550123.",
      type: "tel",
    },
    {
      path: "config.messagingServiceSid",
      label: "Messaging service SID",
      hint: "MG and 32 characters. Needed only without a number.",
    },
    {
      path: "apiBaseUrl",
      label: "Address of the API",
      hint: "Only to send through a proxy or an emulator.",
      type: "url",
    },
  ],
};

function CreateChannelForm({ onCreated }: { onCreated: (channel: ChannelAccount) => void }) {
  const [kind, setKind] = useState<Kind>("webchat");
  const [values, setValues] = useState<Record<string, string>>({});
  const create = useResource<CreateChannel, ChannelAccount>("channels");
  const fields = FIELDS[kind];
  const errors = fieldErrors(
    create.error,
    fields.map((field) => field.path),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ method: "post", body: bodyOf(kind, values) }, { onSuccess: onCreated });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
      <fieldset className="grid grid-cols-2 gap-2">
        <legend className="mb-1 font-medium text-xs">Kind</legend>
        {KINDS.map((option) => (
          <label
            key={option.kind}
            className={classNames(
              "flex cursor-pointer flex-col gap-1 rounded-lg border p-3 has-focus-visible:outline-2 has-focus-visible:outline-focus",
              kind === option.kind ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name="kind"
              value={option.kind}
              checked={kind === option.kind}
              onChange={() => setKind(option.kind)}
              className="sr-only"
            />
            <span className="flex items-center gap-2 font-medium">
              <ChannelMark channel={option.kind} className="[&>span:last-child]:hidden" />
              {CHANNEL_LOOKS[option.kind].name}
            </span>
            <span className="text-ink-muted text-xs">{option.says}</span>
          </label>
        ))}
      </fieldset>
      {fields.map((field) => (
        <ChannelField
          key={field.path}
          field={field}
          value={values[field.path] ?? ""}
          error={errors.at[field.path]}
          onChange={(value) => setValues({ ...values, [field.path]: value })}
        />
      ))}
      {errors.other && <ErrorNotice what="The channel was not added" error={create.error} />}
      <Button type="submit" variant="primary" pending={create.isPending} className="self-start">
        Add {CHANNEL_LOOKS[kind].name}
      </Button>
    </form>
  );
}

interface ChannelFieldProps {
  field: FormField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function ChannelField({ field, value, error, onChange }: ChannelFieldProps) {
  return (
    <Field
      label={field.label}
      hint={field.hint}
      error={error}
      required={field.required}
      aside={field.required ? undefined : "Optional"}
    >
      {field.lines ? (
        <Textarea value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          type={field.type ?? "text"}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function bodyOf(kind: Kind, values: Record<string, string>): CreateChannel {
  const value = (path: string) => values[path]?.trim() || undefined;
  const config: Record<string, string | string[]> = {};
  for (const { path } of FIELDS[kind]) {
    const [group, name] = path.split(".");
    const text = value(path);
    if (group !== "config" || !name || !text) continue;
    config[name] = name === "allowedOrigins" ? text.split(/\s+/u) : text;
  }
  const authToken = value("credentials.authToken");
  return {
    type: kind,
    ...(kind === "sms" && { provider: "twilio", apiBaseUrl: value("apiBaseUrl") }),
    name: value("name") ?? "",
    config,
    ...(kind === "sms" && authToken && { credentials: { authToken } }),
  };
}
